"""Spanish words around dates: what numbers count or name, people, the past, what opens a line."""

from typing import Any

TABLE: dict[str, dict[Any, str]] = {
    "adjective": {1: "semanal|mensual|anual|quincenal|catorcenal|diaria|diarias|diarios"},
    "adverb": {
        1: "diario|semanal|mensual|anual|quincenal|diaria|diarias|diarios|por semana|por mes"
           "|catorcenal",
    },
    "greeting": {1: "feliz|felices"},
    "named": {1: "santo|es apodo de|quiere decir"},
    "vague": {1: "un|algun|cualquier|algunos|ningun|estos|san"},
    "moved": {1: "cambiado|cambiada|movida|movido|pospuesta|programada|programado|reprogramada"},
    "several": {1: "diferentes|distintas|distintos"},
    "past": {
        1: "dos por uno|tres por dos|2 por 1|3 por 2|hoy en dia|hoy por hoy|hasta manana"
           "|de hoy en adelante|dia y noche|noche y dia"
           "|de la noche a la manana|de la manana a la noche|ayer|anoche|anteayer|antier"
           "|antenoche|antes de ayer|antes de anoche|el otro dia|ayer en la noche"
           "|ayer en la tarde|ayer por la noche|ayer por la tarde|ayer en la manana"
           "|ayer por la manana|antier en la noche",
    },
    "past_mod": {1: "pasado|pasada|pasados|pasadas|anterior|ultimas"},
    "past_verb": {
        1: "habia|habian|estaba|estaban|fue|fueron|era|eran|estuvo|ocurrio|murio|hubo|vino|tuvo"
           "|fuimos|tuvimos|estuvimos"
           "|ganamos|gano|perdimos|perdio|empatamos|nacio|nacieron|nacimos"
           "|hizo|dio|vi|vimos|gracias por|gracias|fotos|sobras|sobro|no ha|no han|no hemos|sin",
    },
    "numbered": {
        1: "cuarto|salon|talla|tallas|depa|depto|departamento|apartamento|numero|num|nro|ruta"
           "|camion|edificio|piso|puerta|seccion|calle|calles|avenida|av|lote|aula|pagina"
           "|paginas|expediente|edad|edades|plaza|colonia|col|escuela|carretera|bloque|modulo"
           "|unidad|habitacion|ventanilla|codigo|tamano|grado|parque|distrito|cp|folio|torre"
           "|calzada|km|kilometro|articulo|metro|zapatos|tenis|botas|pantalones|panales|ninos"
           "|ninas|calcetines|camisas",
        2: "forma|formulario|linea|casa|sala|caso|equipo|grupo|canal|asiento|vuelo|anden|parada"
           "|ley|zona|plan|opcion|bodega|estacion|juzgado|corte|tramo|locker|carril|caja|cama"
           "|oficina|reten|etapa|calza|calzan|calzo|fase|jardin|mercado|nivel|fila|pasillo",
    },
    "house": {
        1: "calle|calles|avenida|av|plaza|colonia|col|escuela|parque|calzada|estacion|metro"
           "|mercado|jardin|carretera",
    },
    "measure": {
        1: "mas|otros|recamara|recamaras|cuartos|anos|ano|meses|mes|hora|dia|por ciento|pies"
           "|pulgadas|de|del|por|para|en|a|o|y|puertas|veces|pm|am|personas de|porciento|cuadras"
           "|millas|km|y media|semanas|grados|minutos|minuto|semana",
    },
    "people": {
        1: "equipo|grupo|turno|gente|banda|cuadrilla|brigada|los|las|companeros|compas|muchachos"
           "|senoras|raza|mercado",
    },
    "verb3": {1: "necesita|quiere|tiene|puede|va|dice|ocupa|pide|busca"},
    "head": {
        1: "necesitamos|necesito|se necesitan|se necesita|hacen falta|hace falta|buscamos|busco"
           "|ocupamos|ocupo|se ocupan|se ocupa|urge|urgen|urgente|nos faltan|faltan|falta|hola"
           "|por favor|porfa|tambien|todavia|aun|se buscan|se busca|se solicitan|solicitamos"
           "|queremos|quiero|requerimos|se requieren|pedimos|aqui|oigan|oye|porfavor|buenas"
           "|gente|me faltan|nos hacen falta|necesitan|necesita|ocupan|otras|otros",
    },
    "need": {
        1: "necesitamos|necesito|necesita|necesitan|ocupamos|ocupo|ocupa|faltan|falta|de|para"
           "|busco|buscamos|prestado|prestados|juntar|reunir|con",
    },
    "money": {"$": "dolares|dolar|pesos|dlls|dls|lana|varos|usd|soles|quetzales|lempiras|colones"
                   "|bolivianos", "€": "euros"},
    "leftover": {1: "para|de|pa|pal|del"},
    "telling": {1: "la una"},
}
