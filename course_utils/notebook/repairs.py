"""What merging a student's cells with ours had to mend, and how it is said: by `verifier`, and on the student's row."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Repair:
    """One cell that was not as released: `kind` is a key of the table below, `name` the cell's."""

    kind: str
    name: str

    def __str__(self):
        """What is wrong, as `verifier` says it."""
        return _SAYS[self.kind][0].format(self.name)

    @property
    def remark(self):
        """What marking did about it, as the student's row says it."""
        return _SAYS[self.kind][1].format(self.name)


_SAYS = {
    "missing": (
        "la cellule « {} » a été supprimée",
        "La cellule « {} » avait été supprimée ; elle a été remise.",
    ),
    "untagged": (
        "la cellule « {} » a perdu son étiquette",
        "La cellule « {} » avait perdu son étiquette ; elle a été reconnue.",
    ),
    "duplicated": (
        "la cellule « {} » est en plusieurs exemplaires",
        "La cellule « {} » était en double ; la première qui est écrite compte, les autres s’exécutent aussi.",
    ),
    "retyped": (
        "la cellule « {} » a changé de type (code ou texte)",
        "La cellule « {} » avait changé de type ; il a été rétabli.",
    ),
    "changed": (
        "la cellule « {} », qui est verrouillée, a été modifiée",
        "La cellule « {} » avait été modifiée ; la nôtre compte.",
    ),
    "order": (
        "la cellule de test « {} » est au-dessus de la réponse",
        "La cellule de test « {} » était au-dessus de la réponse ; elle a été remise à sa place.",
    ),
    "elsewhere": (
        "la réponse « {} » est écrite ailleurs que dans sa cellule",
        "La réponse « {} » était écrite ailleurs que dans sa cellule ; elle a été retrouvée.",
    ),
    "foundation": (
        "une cellule d’importations ou de données a été supprimée (« {} »)",
        "Une cellule d’importations ou de données (« {} ») avait été supprimée ; elle a été remise.",
    ),
}
