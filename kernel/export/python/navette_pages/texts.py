"""What a page says by itself, in its notebook's language."""

TEXTS = {
    "en": {
        "code": "Code",
        "contents": "Contents",
        "controls": "Page",
        "controls_stand_still": "Nothing runs here: these are the values that the controls had.",
        "data": "The plot’s numbers",
        "download": "Download the PDF",
        "failed": "Cell {number} of {count} failed, and the cells after it did not run. {error}",
        "hide_code": "Hide all code",
        "index": "Contents",
        "index_failed": "stopped at an error",
        "months": "January February March April May June July August September October November December",
        "parameters": "Run with",
        "on": "on",
        "picture": "Picture",
        "print": "Print",
        "run": "Run",
        "show_code": "Show all code",
        "skip": "Skip to the text",
        "theme_auto": "Theme: automatic",
        "theme_dark": "Theme: dark",
        "theme_light": "Theme: light",
        "widget": "A widget: it is drawn where scripts may run.",
    },
    "fr": {
        "code": "Code",
        "contents": "Sommaire",
        "controls": "Page",
        "controls_stand_still": "Rien ne s’exécute ici\u202f: voici les valeurs qu’avaient les réglages.",
        "data": "Les nombres du graphique",
        "download": "Télécharger le PDF",
        "failed": "La cellule {number} sur {count} a échoué, et les suivantes n’ont pas été exécutées. {error}",
        "hide_code": "Masquer le code",
        "index": "Sommaire",
        "index_failed": "arrêté par une erreur",
        "months": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "parameters": "Exécuté avec",
        "on": "sur",
        "picture": "Image",
        "print": "Imprimer",
        "run": "Exécuté",
        "show_code": "Afficher le code",
        "skip": "Aller au texte",
        "theme_auto": "Thème\u202f: automatique",
        "theme_dark": "Thème\u202f: sombre",
        "theme_light": "Thème\u202f: clair",
        "widget": "Un widget\u202f: il s’affiche là où des scripts peuvent s’exécuter.",
    },
}


def texts_in(language):
    """The words in a language, else in English."""
    return TEXTS.get(language.split("-")[0], TEXTS["en"])
