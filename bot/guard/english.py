"""English words of the guard: patterns, one a line; an indented line goes on
with the one before.

``(a|b|
    )`` are ways to go on, an empty one leaves the word out. After ``!`` stand words that, near,
make the pattern mean something else: "cancer walk" tells of nobody. Words are folded (no case, no
accents); a word takes an "s" at its end of itself.
"""

STATUS = """
(overstayed|overstay) (|his|her|their|the|a|my) (tourist|student|work) visa
(arrived|came|got here|here|fresh) from (the border|detention|ice)
(cancelled|canceled|revoked|took away|ended|denied) (his|her|their|the|my) (tps|daca|visa|parole|
    permit|asylum|green card)
(isnt|not|arent|is not|are not|aint) (documented|legal|legal here|here legally)
(ice|immigration|la migra) (is|are|was|came|wants|keeps|agents are|agents) (looking for|after|
    searching for|asking for|chasing|hunting|coming for|waiting for)
(tps|daca) (family|families|kid|mom|dad|worker|neighbor|teen)
(lost|losing|loses|waiting on|waiting for|without|no) (his|her|their|my|a|) (papers|visa|
    green card|
    work permit|daca|tps|residency|immigration papers)
lost (his|her|their|my) status
(released|out|bailed out|bonded out|freed|back) (from|of) (ice|immigration) (|detention|custody)
mixed status
(permanent|legal|lawful) resident
unaccompanied (kid|child|children|teen|youth|minor)
(smuggled|border crosser|voluntary departure|cbp one|deportable|lpr)
(new|newly arrived|recently arrived) (migrant|refugee|asylum) (family|families)
are citizen
asylum seeking
undocumented
(non citizen|noncitizen|overstayer|unaccompanied minor|asylum seeker|asylee|wetback)
(not a|isnt a|not|is a|us|american|became a) citizen
(no|without|without any|lack|lacks|dont have|doesnt have|dont have any|doesnt have any) (papers|
    paper|legal papers|immigration papers|legal status|immigration status|status|work permit|
    green card|visa|legal documents|social)
(doesnt|dont|does not|do not|didnt|hasnt|never) (have|got|get|had) (papers|any papers|his papers|
    her papers|their papers|documents|status|legal status|a visa|a green card|a work permit|
    a social)
(has|have|got|gets|got her|got his|his|her|their|your|my) (papers|status)(| now|) (approved|
    denied|expired|pending)
(immigration|legal|visa|migratory|residency) status
(immigration|removal|deportation) (proceedings|hold|detainer|order|case|record)
out of status
(visa|work permit|green card|daca|tps|parole|permit|status) (|has|just|is|already|about to|
    has already|will) (expired|expire|expires|expiring|overstayed|ran out|revoked|denied|lapsed|
    lapse)
(overstayed|overstay|overstaying) (|his|her|their|the|a|my) visa
(final order|order) of (removal|deportation)
(facing|being|was|were|got|get|getting|been|previously|fears|fearing|awaiting|could be|might be|
    be) (deported|deportation|removal)
deported (|last|in|to|before|already|twice|yesterday)
(detained|arrested|picked up|taken|held|grabbed) by (ice|immigration|la migra|border patrol|cbp)
(in|from) (ice|immigration) (custody|detention)
(ankle monitor|ankle bracelet|ankle shackle)
(illegal|illegals) (immigrant|alien|entry|migrant|here|in the country)
(is|are|am|im|shes|hes|theyre|was|were|being|here|came|entered|crossed|living here|working|
    works) (illegal|illegally) ! dumping park parking dumped
illegals
(crossed|crossing|came across|swam) (|over|the) (|the) (border|rio grande|desert|river) (|
    illegally|last|on|without|with|in)
(came|come|entered|entering|in the country|here) without (papers|inspection|a visa|documents|
    permission)
(seeking|seeks|sought|applied for|applying for|requesting|requested|denied|granted|won|lost|
    filed for|filing for|her|his|their|political|pending) asylum
asylum (case|claim|application|applicant|petition|pending) ! workshop clinic training
(has|have|on|under|lost|losing|his|her|their|my|a|with) (daca|tps) ! workshop clinic renewals info
(daca|tps) (recipient|holder|student|expire|expired|kid|beneficiary)
(on|has|have|with|lost|his|her|their|expired|needs|need|an|a) (work permit|u visa|t visa|f1 visa|
    h2a visa|h1b|green card|work visa|humanitarian parole)
(green card|tps|daca|permit|visa) holder
(recently arrived|newly arrived|new arrival) (migrant|immigrant|refugee)
(is|are|as|a|from|two|three|new|the) (refugee|migrant) (family|families|kid|mother|mom|woman|man|
    from)
(is|are|as) (a|an|) (refugee|migrant|immigrant)
(hiding from|afraid of|scared of|running from|wanted by) (ice|immigration|la migra)
(warrant|detainer) from ice
"""

DIAGNOSIS = """
(manic|manic depressive|stillborn|lost the baby|lost her baby|lost their baby)
(schizo|sti|ocd|tbi|brain injury|psychotic episode|mental health crisis|hemophilia|arthritis|
    glaucoma|endometriosis|scoliosis|asthma|pneumonia|migraine|kidney stone|liver disease|
    lung disease|insulin dependent|hiv meds|prep meds)
(recovering|recover|sick|ill|hospitalized|quarantined|isolating|down|hospital) (from|with) (covid|
    flu|the flu|pneumonia|tb|a stroke|an overdose)
overdose ! training kit kits prevention awareness
(diagnosed|diagnosis|undiagnosed|prognosis)
(cancer|chemo|chemotherapy|tumor|tumour|leukemia|lymphoma|melanoma|
    metastasis) ! walk run fundraiser research awareness society support benefit crab
(radiation) (therapy|treatment|appointment|session)
(hiv|aids) ! test testing walk prevention awareness memorial clinic quilt
(hiv positive|std|syphilis|herpes|gonorrhea|chlamydia|hepatitis|hep c|hep b)
(tested positive|positive test|tests positive|positive for covid)
(has|have|had|with|got|caught|having) (covid|tb|tuberculosis|measles|pneumonia|the flu|seizure|
    seizures|epilepsy|asthma|lupus|shingles|scabies|lice|a stroke|a heart attack|
    a heart condition|heart failure|kidney failure|ocd|adhd|sickle cell|anemia|a concussion|mrsa|
    chickenpox|a miscarriage|a breakdown|an overdose)
(diabetic|diabetes|prediabetic) ! class friendly workshop education cookbook walk socks
(on dialysis|needs dialysis|his dialysis|her dialysis|has ms|has als|kidney failure|
    kidney disease|liver failure|heart disease|heart failure|copd|emphysema|cirrhosis)
(epilepsy|epileptic|tuberculosis|parkinson|parkinsons|multiple sclerosis|cerebral palsy|
    sickle cell|cystic fibrosis|muscular dystrophy|fibromyalgia|crohn|crohns|lupus|
    gout) ! walk awareness
(alzheimer|alzheimers|dementia) ! walk awareness
(autism|autistic|adhd|down syndrome|asperger) ! awareness walk friendly
(bipolar|schizophrenia|schizophrenic|psychosis|psychotic|ptsd|post traumatic stress|
    borderline personality|anorexia|anorexic|bulimia|bulimic|eating disorder)
(depression|depressed|postpartum|clinically depressed) ! era glass
(anxiety|panic attack|panic disorder|anxiety attack|nervous breakdown)
(suicidal|suicide attempt|self harm|attempted suicide|tried to kill)
(mental illness|mentally ill|mental breakdown|psychiatric|psych ward)
(alcoholic|alcoholism|addict|addicted|addiction|drug problem|heroin|meth|fentanyl|overdosed|
    relapsed|in detox|in rehab|withdrawals|methadone|suboxone) ! coffee chocolate
(terminal illness|terminally ill|stage four|stage 4|stage three|stage 3|on hospice|life support)
(high blood pressure|hypertension|high cholesterol|heart condition|heart attack|had a stroke|
    stroke patient|asthmatic|asthma attack)
(abortion|miscarriage|miscarried|high risk pregnancy|gestational)
(transplant patient|kidney transplant|liver transplant|transplant list|bone marrow)
(seizure|seizures) ! training
"""
