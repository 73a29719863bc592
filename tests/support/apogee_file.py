"""A file such as Apogée exports: two modules, two sessions, four students."""

FILE = """\
XX-APO_TITRES-XX
apoC_annee\t2026/2027
apoC_lib_dip\tMaster à l’épreuve
apoC_Titre1\tExport Apogée du 13/01/2027 à 14:29

XX-APO_TYP_RES-XX
3\tADM\tAJ\tDEF
2\tABI\tABJ

XX-APO_COLONNES-XX
apoL_a01_code\tType Objet\tCode\tVersion\tAnnée\tSession\tAdmission/Admissibilité\tType Rés.\t\t\tEtudiant\tNuméro
apoL_a02_nom\t1\tNom
apoL_a03_prenom\t1\tPrénom
apoL_a04_naissance\tSession\tAdmissibilité\tNaissance
APO_COL_VAL_DEB
apoL_c0001\tELP\tAPPRO\t\t2026\t0\t1\tN\tAPPRO - Apprentissage profond\t0\t1\tNote
apoL_c0002\tELP\tAPPRO\t\t2026\t0\t1\tB\t\t0\t1\tBarème
apoL_c0003\tELP\tAPPRO\t\t2026\t0\t1\tR\t\t0\t1\tRésultat
apoL_c0004\tELP\tSTATS\t\t2026\t0\t1\tN\tSTATS - Statistiques\t0\t1\tNote
apoL_c0005\tELP\tAPPRO\t\t2026\t2\t1\tN\tAPPRO - Apprentissage profond\t0\t1\tNote
APO_COL_VAL_FIN
apoL_c0006\tAPO_COL_VAL_FIN

XX-APO_VALEURS-XX
apoL_a01_code\tapoL_a02_nom\tapoL_a03_prenom\tapoL_a04_naissance\tapoL_c0001\tapoL_c0002\tapoL_c0003\tapoL_c0004\tapoL_c0005
22000001\tÁLVAREZ\tInès\t 23/09/2003\t\t20\t\t14,5\t
22000002\tBERNARD\tHugo\t 02/01/2004\t\t10\t\t\t
22000003\tCHEN\tLina\t 30/11/2003\t\t\tADM\t8\t
22000004\tDIALLO\tMoussa\t 01/05/2003\t
"""
