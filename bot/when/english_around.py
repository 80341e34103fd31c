"""English words around dates: what numbers count or name, people, the past, what opens a line."""

from typing import Any

TABLE: dict[str, dict[Any, str]] = {
    "adverb": {
        1: "daily|everyday|weekly|biweekly|bi-weekly|monthly|yearly|annually|hourly|nightly",
    },
    "greeting": {1: "happy|merry"},
    "vague": {1: "some|any|most|one of these|these|those|no"},
    "named_before": {1: "old|ruby|fat|giving|super|cyber|casual|freaky|taco|meatless|bowl"
           "|tgi|joe"},
    "named": {
        1: "school|harbor|best|fund|night live|night football|addams|is short for|stands for"
           "|is a nickname|is my name|is her name|is his name",
    },
    "past": {
        1: "yesterday|yday|last night|yesterday's|yesterdays|the other day|usa today"
           "|friday night lights|weekday pass|weekday passes|weekend pass|weekend passes"
           "|a better tomorrow|day and night|night and day|every now and then|every so often",
    },
    "past_mod": {1: "last|past|previous"},
    "past_verb": {
        1: "was|were|happened|since|ended|arrested|detained|came|took|went|met|saw|arrived|died"
           "|had|heard|lost|occurred|grabbed|raided|visited|used to|thanks|thank|photos|pictures"
           "|recap|leftovers|leftover|left over|ran|did|won|beat|tied|born|turnout|notes from"
           "|footage|without",
    },
    "moved": {1: "moved|rescheduled|postponed|scheduled|set|pushed|changed|bumped|supposed"},
    "several": {1: "different|separate|other|more|various"},
    "numbered": {
        1: "room|rm|apt|apartment|size|sizes|sz|route|rt|rte|ages|age|aged|unit|bus|section"
           "|floor|building|bldg|suite|ste|district|exit|highway|hwy|grade|grades|interstate|zip"
           "|diaper size|page|pages|step|steps|chapter|chapters|sec|po|po box|flight|ps|size:"
           "|shoes|boots|pants|jeans|shirts|socks|diapers|uniforms|kids|children|toddlers|boys"
           "|girls|week|day|month|psalm|verse",
        2: "form|line|number|no|courtroom|court|dept|ward|pier|gate|bay|lot|door|act|title|prop"
           "|item|type|tier|level|phase|box|ext|extension|extn|locker|bed|shelf|seat|terminal"
           "|platform|track|train|case|version|vol|volume|space|stall|slot|spot|channel|ch|cabin"
           "|local|team|q|question|episode|season|option|pod|block|code|pin|passcode|ticket"
           "|invoice|zone|house|precinct|station|isle|aisle|row|bin|crate|bus route|van|truck"
           "|car|camp|tent|site|pm form|top|cook|serve|serves",
    },
    "street": {
        1: "street|st|ave|avenue|blvd|boulevard|road|rd|lane|ln|dr|ct|pl|hwy|parkway|pkwy"
           "|terrace|plaza|floor|grade|amendment|precinct",
    },
    "measure": {
        1: "feet|mph|train|something|others|bedroom|bedrooms|br|bd|bdrm|bath|bathroom|year|years"
           "|yr|yrs|person|seater|door|foot|ft|inch|inches|gallon|hour|day|week|month|way|ply"
           "|ton|mile|step|story|point|percent|pm|am|mo|mos|old|weeks old|months old|minute|min"
           "|star|speed|wheel|wheeler|burner|ft.|in|at|on|for|from|by|of|to|or|and|other|eleven"
           "|volt|volts|watt|watts|amp|miles|blocks|degrees|hr|hrs|thirds|quarters|halves",
    },
    "old": {1: "old|olds|y/o|yo|yos"},
    "people": {
        1: "crew|team|group|squad|folks|people|gang|bunch|shift|shifts|volunteers|ones|market"
           "|class|edition|club|night crew|morning crew|night market|list|meeting|cooks|drivers"
           "|cook|driver|kids|friends|family|guy|guys|lady|ladies|march|raid",
    },
    "verb3": {1: "needs|is|has|can|wants|will|said|asked|wrote|called"},
    "head": {
        1: "we|need|needs|i|still|also|please|pls|plz|urgent|urgently|asap|hi|hey|hello"
           "|looking for|we're|want|wanted|needed|require|seeking|in need of|request|requesting"
           "|our|y'all|everyone|everybody|got|gotta|have|get|us|could|use|would|love|like|some"
           "|another|ok|okay|k|thx|ty|thnx",
    },
    "need": {
        1: "need|needs|needed|for|looking for|seeking|request|requesting|raise|short|owe|owes"
           "|raising|collect|borrow|with",
    },
    "money": {"$": "dollars|dollar|bucks|usd|buck", "€": "euros|euro|eur"},
    "leftover": {1: "for|of|to"},
}
