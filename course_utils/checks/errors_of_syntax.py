"""What Python says of a line that it cannot read, in French, with the likely cause.

>>> french_syntax("expected ':'", "for i in range(3)")
'il manque « : » à la fin de la ligne'
>>> french_syntax("invalid syntax", "else if x > 0:")
'« else if » s’écrit « elif » en Python'
"""

import re

_UNREAD = "Python ne comprend pas cette ligne : une faute de frappe, ou une parenthèse restée ouverte juste au-dessus"

LINES = [  # what the line itself shows, where Python's own words say less
    (r"\d\s*,\s*0\d", "la virgule d’un nombre s’écrit avec un point : 0.05, et non 0,05"),
    (r"^\s*else\s+if\b", "« else if » s’écrit « elif » en Python"),
    (r"&&|\|\|", "« et » s’écrit « and », « ou » s’écrit « or » (« & » et « | » entre tableaux)"),
    (r"=<|=>", "« inférieur ou égal » s’écrit « <= », « supérieur ou égal » « >= »"),
    (r"(\+\+|--)\s*$", "« ++ » et « -- » n’existent pas en Python : x += 1 ajoute 1"),
    (r"(?<![=!<>'\"])!(?!=)\s*\w", "« non » s’écrit « not » en Python"),
    (r"[“”‘’«»]", "des guillemets de traitement de texte : ceux de Python sont droits, \" ou '"),
    (r"[−–—×÷≤≥≠]", "un signe de traitement de texte : Python écrit - * / <= >= !="),
]

SENTENCES = [
    (r"U\+00A0|U\+202F", "une espace insécable (U+00A0) s’y cache : retapez les espaces de la ligne au clavier"),
    (r"expected ':'", "il manque « : » à la fin de la ligne"),
    (r"'(.)' was never closed", "« {0} » est ouvert, et n’est jamais refermé"),
    (r"unmatched '(.)'", "« {0} » ferme ce que rien n’a ouvert"),
    (r"closing parenthesis '(.)' does not match opening parenthesis '(.)'", "« {0} » ne ferme pas « {1} »"),
    (r"unterminated triple-quoted", "un texte entre triples guillemets n’est pas refermé"),
    (r"unterminated (f-)?string|EOL while scanning", "un texte entre guillemets n’est pas refermé"),
    (r"f-string", "une f-string est mal formée : une accolade, un guillemet ou une expression y manque"),
    (
        r"expected an indented block after .* on line (\d+)",
        "après la ligne {0}, le corps doit être décalé vers la droite (quatre espaces)",
    ),
    (r"unexpected indent", "la ligne est décalée vers la droite sans raison"),
    (r"unindent does not match", "le décalage de la ligne ne s’aligne sur aucune de celles du dessus"),
    (r"inconsistent use of tabs", "des tabulations et des espaces sont mélangées au début des lignes"),
    (r"Maybe you meant '=='", "pour comparer, on écrit « == » ; « = » donne une valeur à un nom"),
    (r"Perhaps you forgot a comma", "il manque une virgule, ou un signe entre deux valeurs (2x s’écrit 2 * x)"),
    (r"invalid decimal literal", "un nombre est collé à un nom (2x s’écrit 2 * x)"),
    (r"leading zeros in decimal", "un nombre ne commence pas par un 0 (et sa virgule s’écrit avec un point)"),
    (r"cannot assign to|cannot delete", "on ne peut rien ranger à gauche de ce signe « = » (pour comparer : « == »)"),
    (r"invalid (non-printable )?character", "un caractère n’est pas du Python : recopiez la ligne"),
    (r"'return' outside function", "« return » n’est dans aucune fonction : vérifiez le décalage de la ligne"),
    (
        r"'?(break|continue)'? (?:outside|not properly in) loop",
        "« {0} » n’est dans aucune boucle : vérifiez le décalage",
    ),
    (r"positional argument follows keyword", "un argument sans nom vient après un argument nommé"),
    (r"keyword argument repeated: (\w+)", "l’argument « {0} » est donné deux fois"),
    (
        r"(?:non-default argument follows default|without a default follows)",
        "un argument sans valeur par défaut vient après un argument qui en a une",
    ),
    (r"duplicate argument '(\w+)'", "l’argument « {0} » est déclaré deux fois"),
    (r"Missing parentheses in call to '(\w+)'", "« {0} » s’écrit avec des parenthèses"),
    (r"expected 'except' or 'finally'", "« try » attend un « except » plus bas"),
    (r"unexpected EOF|incomplete input", "la cellule s’arrête au milieu d’une instruction"),
    (r"name '(\w+)' is .* global", "« {0} » est employé avant sa ligne « global »"),
    (r"unexpected character after line continuation", "rien ne peut suivre « \\ » sur sa ligne"),
]


def french_syntax(message, line=""):
    """Why Python cannot read `line`, of which it said `message`: the middle of a French sentence, always one."""
    code = re.sub(r"#.*", "", line or "")
    bare = re.sub(r"([\"'])(?:(?!\1).)*\1", "", code)  # what stands between quotes is no code
    for pattern, sentence in LINES:
        if re.search(pattern, bare):
            return sentence
    for pattern, sentence in SENTENCES:
        found = re.search(pattern, message or "")
        if found:
            return sentence.format(*(group or "" for group in found.groups()))
    return _UNREAD
