"""Spanish words that join and open: at, from, until, this and next, what goes with a WHEN."""

from typing import Any

TABLE: dict[str, dict[Any, str]] = {
    "this": {1: "este|esta|estos|estas"},
    "coming": {
        1: "proximo|proxima|que viene|que entra|entrante|q viene|q entra|k viene|siguiente"
           "|venidero|que sigue|prox|prox.|ke viene",
    },
    "proof": {
        1: "el|este|hasta|hasta el|desde el|antes del|pal|pa'l|para el|pa el|hoy|dia|del|cada",
    },
    "en_link": {1: "en"},
    "from_now": {1: "a partir de ahora|desde ahora|a partir de este momento"},
    "from_today": {1: "a partir de hoy|desde hoy"},
    "at": {
        1: "a las|a la|alas|ala|a eso de las|a eso de la|como a las|como a la|tipo|aprox a las"
           "|a partir de las|despues de las|antes de las|para las|pa las|para la|como para las"
           "|desp de las|desp de la|dsps de las|sobre las|hacia las|desde las|antes de la"
           "|despues de la",
    },
    "las": {1: "las|la"},
    "from": {1: "de|desde|de las|de la|desde las|desde la|d"},
    "between": {1: "entre|entre las|entre la"},
    "to": {1: "a|al|hasta|a las|a la|hasta las|hasta la|hasta el|asta|a el|alas|ala|asta las"},
    "and": {1: "y|e|y las|y la|y el|+"},
    "or": {1: "o|u"},
    "approx": {1: "como|aprox|aproximadamente|alrededor de las|mas o menos|cerca de las"},
    "until": {1: "hasta|hasta el|asta|asta el|hasta la|hasta el dia|de aqui al|de aqui hasta el"},
    "since": {
        1: "a partir de|a partir del|desde|desde el|empezando|comenzando|empezando el|iniciando"
           "|a partir|comenzando el|iniciando el|empezando desde el|arrancando|empieza"
           "|empieza el",
    },
    "for": {1: "por|durante|x"},
    "in": {1: "en|dentro de|de aqui a|d aqui a"},
    "before": {
        1: "antes|antes de|antes del|despues|despues de|despues del|a mas tardar|para antes de"
           "|para antes del|antes d|para",
    },
    "oclock": {1: "en punto|y pico|y algo|mas o menos|en pto|aprox|aproximadamente"},
    "the": {
        1: "el|la|los|las|dia|el dia|los dias|dias|del dia|al dia|pal dia|para el dia"
           "|antes del dia|desde el dia|hasta el dia|d dia",
    },
    "los": {1: "los|todos los|de los|todo los"},
    "el_num": {
        1: "el|el dia|dia|del|al|del dia|los dias|pal|pal dia|para el|pa el|d el|para el dia"
           "|antes del dia|desde el dia|al dia|hasta el|hasta el dia|desde el|a partir del|y el",
    },
    "link": {
        1: "la semana del|semana del|ahora|el|la|los|las|al|del|de|d|para|pa|pal|pa'l|pa'|para el"
           "|pa el|para la|por|por la|desde|hasta|antes|antes de|antes del|despues de"
           "|despues del|a partir de|a partir del|este|esta|como|a las|tipo|durante|dia|el dia"
           "|dias|x|empezando|comenzando|a mas tardar|a mas tardar el|entre|todo|toda|del dia"
           "|al dia|para antes de|para antes del|desde el|hasta el|p/|pál|asta|asta el|antes d"
           "|a eso de|iniciando|temprano|ya para|ya pal|para el dia|antes del dia|desde el dia"
           "|hasta el dia|pal dia|d el|los dias|a partir|empezando el|comenzando el|iniciando el"
           "|de los|todos los",
    },
    "de": {1: "de|del|d|de el"},
}
