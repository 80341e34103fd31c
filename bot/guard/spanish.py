"""Spanish words of the guard, as the English ones are written."""

STATUS = """
(cancelaron|quitaron|negaron|revocaron|perdio|perdieron) (|el|la|su|sus) (tps|daca|visa|
    permiso de trabajo|residencia|asilo|parole)
(llegaron|llego|llegamos|vienen|viene) de (la frontera|detencion)
(acaba|acaban|acabo|acabamos|recien) (de|) (cruzar|cruzo|llegar de la frontera|pasar la frontera|
    cruzaron)
(salio|salieron|sale|saliendo|liberado|liberada|liberaron) de (detencion|ice|la detencion|
    migracion|inmigracion|la migra)
(esperando|espera|esperan|perdio|le llego|sin|tramita|le negaron|le quitaron) (su|la|mi|el|
    ) (residencia|green card|visa|asilo|permiso de trabajo|papeles)
(lo|la|los|las|me|te|nos|le|les) (van a|quieren|pueden|iban a|puede|quiere) deportar
(van a|quieren|pueden|iban a|amenazan con) (deportar|deportarlo|deportarla|deportarlos|deportarme)
(no esta|no estan|no estoy) (documentado|documentada|documentados|legal|legales|regularizado)
(no es|no son) legal
(estatus|familia) mixto
situacion irregular
(residente|residencia) permanente
(salida voluntaria|visa humanitaria)
(le dieron|les dieron|obtuvo|consiguio) asilo
en proceso de (asilo|regularizacion)
(menores|niños) migrantes
(lo|la|los|las) (busca|buscan|anda buscando|andan buscando) (|el|la) (ice|migra|inmigracion)
(indocumentado|indocumentada|indocumentade|sinpapeles|mojado|mojada|ilegales)
sin (papeles|documentos|estatus|estatus legal|permiso de trabajo|visa|seguro social|
    papeles migratorios)
(no|nunca) (tiene|tengo|tienen|tenemos|hay|trae|traen|tenia|le dieron|les dieron|han arreglado|
    ha arreglado|arreglo) (|sus|los|mis) (papeles|documentos|estatus|residencia|visa|
    permiso de trabajo|seguro social)
(estatus|estado|situacion|status) (migratorio|migratoria|legal|de inmigracion)
(papeles|tramite|proceso|caso) (de inmigracion|migratorio|migratorios|de deportacion|de remocion)
(arreglar|arreglando|arreglo|arreglaron|arregla) (|sus|mis|los) papeles
(es|son|soy|somos|esta|estan|aqui|entro|entraron|vino|vinieron|cruzo|vive|trabaja) (ilegal|
    ilegales|ilegalmente|de ilegal|de mojado|de mojada)
(inmigrante|migrante|extranjero) ilegal
(orden|ordenes|proceso|miedo|riesgo|peligro) de (deportacion|remocion|expulsion)
(deportado|deportada|deportados|deportaron|deportan|deportarlo|deportarla|deportarme|deportarlos|
    deporten|deportar a)
(detenido|detenida|detenidos|detuvo|agarro|agarraron|arrestado|llevo|llevaron|arresto) (|por|
    a) (|el|la|mi|su) (ice|migra|inmigracion|la migra)
(lo|la|los|le|me|nos) (detuvo|agarro|llevo|arresto) (|el|la) (ice|migra|inmigracion)
(la migra|el ice|inmigracion) (|se) (lo|la|los|las|detuvo|agarro|lo|llevo) (|detuvo|agarro|llevo|
    arresto|busca|anda buscando)
(grillete|brazalete electronico|tobillera)
(visa|permiso|daca|tps|residencia|permiso de trabajo|parole) (|ya|se le|esta|ya se le) (vencida|
    vencido|vencio|caducada|expirada|negada|expiro|caduco)
(se le|se me|ya se le|ya se me) (vencio|vence|acabo|vencio ya) (|la|el|su) (visa|permiso|daca|
    tps|estancia)
(cruzo|cruzaron|cruce|cruzamos|cruzando|paso|pasaron|brinco) (|por) (la frontera|el rio|
    el desierto|la linea|el bordo)
(solicitante|peticionario|solicitantes) de asilo
(pidio|pide|piden|pedir|pedi|pidiendo|pidieron|solicito|solicita|gano|perdio|negaron el|busca|
    buscando|buscan) asilo
(caso|peticion|solicitud) de asilo
(tiene|tengo|tienen|perdio|con|su|es|mi) (daca|tps|visa u|green card|la green card|
    permiso de trabajo|parole humanitario) ! taller clinica
(beneficiario|beneficiaria) de (daca|tps)
(menor|menores|niño|niña) no (acompañado|acompañados|acompañada)
(no es|no soy|no son|es|ya es|se hizo) (ciudadano|ciudadana|ciudadanos|residente|residentes|
    residente legal)
(refugiado|refugiada|refugiados) ! centro campo
(recien llegado|recien llegada|recien llegados|recien cruzado|recien cruzados) (|de la|
    de) (frontera|de la frontera|migrante|migrantes)
(se esconde|escondido|escondida|escondidos|huye|huyendo|miedo|busca|buscando) (de la|del|a la|al|
    de) (migra|ice|inmigracion)
(familia|mama|mujer|señora|joven) migrante
(cita|presentarse|presentacion) por su (deportacion|estatus)
"""

DIAGNOSIS = """
(perdio|perdieron) (a su|su|al|el|la) (bebe|embarazo)
(artritis|hemofilia|glaucoma|asma|neumonia|piedras en el riñon|enfermedad del riñon|migrañas|
    mal de parkinson|crisis de ansiedad|problema de alcohol|problema de drogas|se droga|
    enfermo de los nervios|enferma de los nervios|enfermo del azucar|enferma del azucar)
(detectaron|encontraron|descubrieron|salio) (|un|una) (tumor|cancer|bola|bolita)
(recuperandose|recuperando|enfermo|enferma|hospitalizado|hospitalizada|aislado|aislada) (de|con|
    del|por) covid
(diagnostico|diagnosticaron|diagnosticado|diagnosticada|le diagnosticaron)
(cancer|quimio|quimioterapia|quimios|tumor|leucemia|linfoma|metastasis|radioterapia|
    radiacion) ! caminata carrera contra
(vih|sida|seropositivo|seropositiva) ! prueba pruebas clinica
(sifilis|herpes|gonorrea|clamidia|hepatitis|enfermedad venerea)
(dio positivo|dieron positivo|salio positivo|salio positiva|salieron positivos|positivo a covid|
    positiva a covid)
(tiene|tengo|tienen|con|tuvo|le dio|me dio|padece|padezco|sufre de|sufre) (covid|tuberculosis|
    azucar alta|azucar en la sangre|la azucar|sarampion|neumonia|pulmonia|asma|lupus|sarna|
    piojos|convulsiones|epilepsia|presion alta|la presion alta|anemia|tdah|del corazon|del riñon|
    del higado|de la presion|de los riñones|de azucar|la presion|gota|migraña|artritis|tiroides|
    ansiedad|depresion|nervios|ataques)
(diabetes|diabetico|diabetica|diabeticos|prediabetes) ! clase taller
(en dialisis|su dialisis|necesita dialisis|se dializa|insuficiencia renal|insuficiencia cardiaca|
    cirrosis|enfisema|epoc)
(epilepsia|epileptico|epileptica|tuberculosis|parkinson|esclerosis|paralisis cerebral|
    fibromialgia|lupus)
(alzheimer|demencia|demencia senil) ! caminata
(autismo|autista|tdah|sindrome de down|asperger)
(bipolar|esquizofrenia|esquizofrenico|esquizofrenica|psicosis|estres postraumatico|anorexia|
    bulimia|trastorno)
(depresion|deprimido|deprimida|depresion posparto)
(ansiedad|ataque de panico|ataques de panico|crisis nerviosa)
(suicida|suicidarse|intento de suicidio|se quiso matar|se quiere matar|intento suicidarse)
(enfermedad mental|enfermo mental|enferma mental|psiquiatrico|psiquiatrica)
(alcoholico|alcoholica|alcoholismo|adicto|adicta|adiccion|drogadicto|drogadicta|sobredosis|
    recaida|en rehabilitacion|desintoxicacion|cristal|metadona)
(enfermedad terminal|etapa terminal|fase terminal|desahuciado|desahuciada)
(presion alta|hipertension|hipertenso|hipertensa|colesterol alto|infarto|derrame cerebral|
    le dio un derrame|embolia|problemas del corazon|enfermo del corazon|enferma del corazon|
    ataque al corazon|asmatico|asmatica)
(aborto|abortar|embarazo de alto riesgo|perdio al bebe|perdio el bebe|amenaza de aborto)
(trasplante)
(convulsiones|convulsion|ataques epilepticos)
"""
