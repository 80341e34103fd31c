"""Spanish words of dates: one table, role by role, made as the English one."""

from typing import Any

TABLE: dict[str, dict[Any, str]] = {
    "wd": {
        0: "lunes|lun|lunez|lune", 1: "martes|mart|mar", 2: "miercoles|mierc|mier|mie|mx|miercole",
        3: "jueves|juev|jue|jueve", 4: "viernes|vier|vie|vierne|biernes|bierne|biernez",
        5: "sabado|sab|zabado|savado|zavado", 6: "domingo|dom",
    },
    "every_wd": {5: "sabados|savados|zabados", 6: "domingos"},
    "wdset": {
        (0, 1, 2, 3, 4): "entre semana|dias de semana|dias habiles|l-v|l a v|l - v"
                         "|dias laborales|dias de la semana",
        (5, 6): "fines de semana|findes|fines", (0, 2, 4): "l/m/v|lmv",
    },
    "weekend": {1: "fin de semana|finde|fin d semana"},
    "weak": {1: "reyes|candelaria|pascua|mar|dom|domingo|abril|julio|mart|fines|once"},
    "month": {
        1: "enero|ene", 2: "febrero|febr", 3: "marzo", 4: "abril|abr", 5: "mayo", 6: "junio",
        7: "julio", 8: "agosto|ago", 9: "septiembre|setiembre|set", 10: "octubre", 11: "noviembre",
        12: "diciembre|dic",
    },
    "num": {
        0: "cero", 1: "uno", 2: "dos|par de|un par|un par de", 3: "tres", 4: "cuatro", 5: "cinco",
        6: "seis", 7: "siete", 8: "ocho", 9: "nueve", 10: "diez", 11: "once", 12: "doce",
        13: "trece", 14: "catorce", 15: "quince", 16: "dieciseis", 17: "diecisiete",
        18: "dieciocho", 19: "diecinueve", 20: "veinte", 21: "veintiuno|veintiun|veintiuna",
        22: "veintidos", 23: "veintitres", 24: "veinticuatro", 25: "veinticinco", 26: "veintiseis",
        27: "veintisiete", 28: "veintiocho", 29: "veintinueve", 30: "treinta", 40: "cuarenta",
        50: "cincuenta", 60: "sesenta", 70: "setenta", 80: "ochenta", 90: "noventa",
    },
    "ord": {
        1: "primero|primer|primera|primeros|primeras", 2: "segundo|segunda",
        3: "tercero|tercer|tercera", 4: "cuarto|cuarta", 5: "quinto|quinta",
        -1: "ultimo|ultima|ultimos",
    },
    "rel": {
        0: "hoy|hoy dia|el dia de hoy|esta noche|esta tarde|esta manana|hoy en la noche"
           "|hoy por la noche|hoy en la tarde|hoy por la tarde|hoy en la manana|oy"
           "|ahora en la noche|ahora en la tarde|hoy x la tarde|hoy x la noche|fin del dia"
           "|hoy mismo",
        1: "manana|manan|mnn|mnna|mannana|mana|maniana|manhana|el dia de manana|manana mismo",
        2: "pasado manana|pasado manan|pasadomanana",
        7: "de hoy en ocho|de hoy en 8|hoy en ocho|en ocho dias|en 8 dias|dentro de ocho dias",
        8: "de manana en ocho|de manana en 8|manana en ocho|manana en 8",
        14: "de hoy en quince|de hoy en 15|hoy en quince", 15: "de manana en quince",
    },
    "two_days": {1: "manana y pasado|hoy y manana|manana y pasado manana"},
    "part": {
        "dawn": "madrugada|la madrugada", "morning": "esta manana|hoy en la manana|mananas",
        "noon": "mediodia|medio dia|a mediodia|al mediodia|a medio dia|al medio dia",
        "afternoon": "tarde|esta tarde|hoy en la tarde|hoy por la tarde|tardes|ahora en la tarde"
                     "|hoy x la tarde|tardecita",
        "night": "noche|esta noche|hoy en la noche|hoy por la noche|noches|ahora en la noche"
                 "|hoy x la noche",
        "midnight": "medianoche|media noche|a medianoche|a media noche|a la medianoche"
                    "|a la media noche",
    },
    "in_part": {
        "dawn": "en la madrugada|por la madrugada|de la madrugada|de madrugada|a la madrugada",
        "morning": "en la manana|por la manana|de la manana|a la manana|x la manana|d la manana"
                   "|en las mananas|por las mananas",
        "afternoon": "en la tarde|por la tarde|de la tarde|a la tarde|x la tarde|d la tarde"
                     "|en las tardes|por las tardes",
        "night": "en la noche|por la noche|de la noche|a la noche|x la noche|d la noche"
                 "|en las noches|por las noches|de noche",
        "noon": "del dia|del mediodia|del medio dia|de la mediodia",
    },
    "suffix_only": {
        1: "de la madrugada|de la manana|d la manana|de la tarde|d la tarde|de la noche"
           "|d la noche|del dia|del mediodia|del medio dia|de madrugada|de noche",
    },
    "unit": {
        "second": "segundo|segundos|seg|segs", "minute": "minuto|minutos|mins|min|minutitos",
        "hour": "hora|horas|hrs|hr|hs|horitas", "day": "dia|dias", "week": "semana|semanas|sem",
        "month": "mes|meses", "year": "ano|anos", "fortnight": "quincena|quincenas",
    },
    "span": {
        ("minute", 30): "media hora|media horita",
        ("minute", 15): "un cuarto de hora|cuarto de hora",
        ("minute", 90): "hora y media|una hora y media|1 hora y media",
        ("minute", 150): "dos horas y media|2 horas y media",
        ("minute", 210): "tres horas y media|3 horas y media",
        ("minute", 45): "tres cuartos de hora",
    },
    "one": {1: "un|una"},
    "every": {1: "cada|todos los|todas las|c/|todo los|toda las|tods los"},
    "day_after": {
        1: "un dia despues de|el dia despues de|un dia despues del",
        -1: "un dia antes de|el dia antes de|un dia antes del|el dia antes del",
    },
    "other": {1: "otro|otra"},
    "rule": {
        ("DAILY", 1): "diario|diariamente|todos los dias|cada dia|a diario|diarios|diaria"
                      "|una vez al dia|diarias|toda los dias|tods los dias|todo los dias",
        ("DAILY", 2): "cada tercer dia|un dia si y otro no|un dia si y un dia no|dia por medio"
                      "|un dia si un dia no|cada dos dias|un dia si y uno no|un dia si otro no"
                      "|cada otro dia|un dia si y otro dia no",
        ("WEEKLY", 1): "cada semana|todas las semanas|semanal|semanalmente|cada ocho dias"
                       "|una vez a la semana|una vez por semana"
                       "|cada 8 dias|por semana",
        ("WEEKLY", 2): "cada quince dias|cada 15 dias|cada dos semanas|una semana si y otra no"
                       "|cada catorce dias|cada 14 dias|una semana si y una no|catorcenal"
                       "|semana por medio|cada otra semana|una semana si otra no",
        ("MONTHLY", 3): "cada trimestre|trimestral|trimestralmente",
        ("MONTHLY", 1): "cada mes|todos los meses|mensual|mensualmente|por mes"
                        "|una vez al mes|una vez por mes",
        ("YEARLY", 1): "cada ano|todos los anos|anual|anualmente", ("HOURLY", 1): "cada hora",
        ("FORTNIGHT", 1): "cada quincena|todas las quincenas|quincenal|quincenalmente",
        ("MONTHDAY", 1): "cada primero de mes|cada primero del mes|cada 1 de mes|cada 1ro de mes"
                         "|cada dia primero|los primeros de mes|cada dia primero de mes",
        ("MONTHDAY", -1): "cada fin de mes|todos los fines de mes|cada final de mes"
                          "|cada fin del mes",
    },
    "alternate": {
        1: "si y otro no|si y uno no|si otro no|si y un viernes no|si y otra no|si uno no"
           "|si y el otro no|si y el siguiente no|por medio",
    },
    "of_month": {
        1: "del mes|de cada mes|de mes|de todos los meses|cada mes|al mes|d cada mes|de c/mes",
    },
    "month_end": {
        0: "fin de mes|a fin de mes|el fin de mes|final de mes|finales de mes|fines de mes"
           "|fin del mes|a fines de mes|a finales de mes|final del mes|a final de mes"
           "|ultimo dia del mes|el ultimo dia del mes",
        1: "fin del proximo mes|fin del mes que viene|fines del proximo mes",
    },
    "week_end": {0: "fin de esta semana|final de la semana|finales de semana"},
    "year_end": {0: "fin de ano|fin del ano|a fin de ano|a finales de ano"},
    "payday": {
        1: "para la quincena|pa la quincena|en la quincena|antes de la quincena|hasta la quincena"
           "|esta quincena|la proxima quincena|proxima quincena|la quincena que viene"
           "|para la proxima quincena|la siguiente quincena|para esta quincena",
    },
    "month_start": {
        1: "primero de mes|el primero de mes|primero del mes|dia primero|el dia primero",
    },
    "of_week": {
        0: "de esta semana|esta semana",
        1: "de la proxima semana|de la semana que viene|de la semana que entra|la proxima semana"
           "|la semana que viene|la semana que entra|de la otra semana|la otra semana"
           "|proxima semana|de la semana entrante|la semana entrante|la semana proxima"
           "|semana que viene|la semana q viene|de la semana proxima|la sem que viene"
           "|semana proxima|de la semana q viene|la semana siguiente",
    },
    "of_months": {
        0: "de este mes|del mes en curso|del presente mes",
        1: "del proximo mes|del mes que viene|del mes entrante|del mes proximo|del mes que entra",
    },
    "every_part": {"morning": "manana|mananas"},
    "plus_days": {7: "en ocho|en 8", 14: "en quince|en 15"},
    "ago": {1: "atras"},
    "ago_before": {1: "hace|desde hace|hacia|ase"},
    "past_hour": {
        -15: "cuarto para las|un cuarto para las|cuarto para la|un cuarto para la|cuarto pa las"
             "|un cuarto pa las|15 para las|quince para las|al cuarto para las"
             "|a un cuarto para las|al cuarto para la|a cuarto para las",
        -5: "cinco para las|5 para las|cinco para la|5 para la",
        -10: "diez para las|10 para las|diez para la|10 para la",
        -20: "veinte para las|20 para las|veinte para la",
    },
    "plus": {
        30: "y media|y 1/2|imedia|i media", 15: "y cuarto|y un cuarto|y quince|y 15",
        -15: "menos cuarto|menos un cuarto", -10: "menos diez|menos 10", -5: "menos cinco|menos 5",
        -20: "menos veinte|menos 20", 10: "y diez|y 10", 20: "y veinte|y 20", 5: "y cinco|y 5",
        40: "y cuarenta|y 40", 45: "y cuarenta y cinco|y 45", 35: "y treinta y cinco",
        25: "y veinticinco|y 25", 50: "y cincuenta|y 50",
    },
    "plus_30": {30: "y treinta|y 30"},
    "zone": {
        "America/Los_Angeles": "hora del pacifico|hora pacifico|tiempo del pacifico|pacifico",
        "America/Denver": "hora de la montana|tiempo de la montana",
        "America/Chicago": "hora del centro|hora central|tiempo del centro|tiempo central",
        "America/New_York": "hora del este|tiempo del este|hora este",
        "America/Mexico_City": "hora de mexico|tiempo de mexico",
    },
    "times": {1: "veces|sesiones|ocasiones|clases"},
    "holiday": {
        "12-25": "navidad|dia de navidad|el dia de navidad|navidades",
        "12-24": "nochebuena|noche buena|la nochebuena|noche de navidad|vispera de navidad",
        "12-31": "nochevieja|noche vieja|vispera de ano nuevo|ano viejo|fin de ano nuevo"
                 "|noche de ano nuevo",
        "1-1": "ano nuevo|dia de ano nuevo|el dia de ano nuevo",
        "1-6": "reyes|dia de reyes|el dia de reyes|dia de los reyes|reyes magos"
               "|dia de los reyes magos",
        "2-2": "la candelaria|dia de la candelaria|candelaria",
        "2-14": "san valentin|dia del amor|dia de san valentin|dia del amor y la amistad",
        "5-1": "dia del trabajo|dia del trabajador", "5-10": "dia de las madres|10 de mayo",
        "11-2": "dia de muertos|dia de los muertos|dia de los fieles difuntos",
        "11-1": "dia de todos los santos|todos los santos",
        "12-12": "dia de la virgen|dia de la virgen de guadalupe|dia de guadalupe",
        "12-28": "dia de los inocentes|dia de los santos inocentes",
        "4-30": "dia del nino|dia de los ninos",
        "thanksgiving": "accion de gracias|dia de accion de gracias|dia de gracias|san guivin"
                        "|sangivin|el dia de accion de gracias",
        "good_friday": "viernes santo", "friday_after": "viernes negro",
        "easter": "domingo de resurreccion|domingo de pascua|pascua",
        "holy_thursday": "jueves santo", "fathers": "dia del padre|dia de los padres",
        "ash": "miercoles de ceniza", "palm": "domingo de ramos",
    },
}
