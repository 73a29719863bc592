"""Cases of the corpus in which the repository is odd: branches, tags, dates, rebases, links, no repository at all."""

import shutil

from corpus import DAY, FOLDER, HOME, LATE, LATER, Case, stub, work

from course_admin.base.git import git


def cases():
    whole, one = work(), stub("ex3_count_parameters")
    return [
        Case("symlink", {DAY: {HOME: None, "mon_tp.ipynb": whole}}, history=linked),
        Case(
            "symlink_outside",
            {DAY: {HOME: None}},
            0,
            ("lien",),
            ("lien",),
            0,
            "unreadable",
            False,
            history=linked_outside,
        ),
        Case("executable", {DAY: {HOME: whole}}, history=executable),
        Case(
            "branch_never_merged",
            {LATER: {HOME: whole}},
            0,
            ("travail",),
            ("travail",),
            0,
            "missing",
            False,
            history=on_branch,
        ),
        Case(
            "default_of_another_name", {DAY: {HOME: whole}}, history=lambda f, s: git("branch", "-m", "travail", cwd=f)
        ),
        Case(
            "head_unborn",
            {DAY: {HOME: whole}},
            mine=0,
            history=lambda f, s: git("symbolic-ref", "HEAD", "refs/heads/jamais", cwd=f),
        ),
        Case("detached", {DAY: {HOME: whole}}, history=lambda f, s: git("checkout", "--quiet", "--detach", cwd=f)),
        Case(
            "tag_on_better",
            {DAY: {HOME: whole}, LATER: {HOME: one}},
            1,
            by_hand=False,
            history=lambda f, s: git("tag", "rendu", "HEAD~1", cwd=f),
        ),
        Case("rebased", {DAY: {HOME: whole}}, history=rebased),
        Case("squashed", {DAY: {HOME: one}, LATER: {HOME: whole}}, history=squashed),
        Case(
            "future_date",
            {"2031-01-01T10:00": {HOME: whole}},
            0,
            ("futur", "fermeture"),
            mine=4,
            status="missing",
            by_hand=False,
        ),
        Case("date_1990", {"1990-01-02T00:00": {HOME: whole}}, row=("avant l’ouverture",)),
        Case("on_the_last_minute", {"2026-10-18T23:59:59": {HOME: whole}}),
        Case("utc_plus_14", {"2026-10-19T11:50:00+14:00": {HOME: whole}}),
        Case(
            "shallow", {DAY: {HOME: one}, LATER: {HOME: whole}}, 0, ("incomplet",), (), 4, "unreachable", False, shallow
        ),
        Case("empty", {}, 0, ("vide",), (), 0, "missing", False, history=empty),
        Case("gone", {}, 0, ("introuvable",), (), 0, "unreachable", False, history=lambda f, s: shutil.rmtree(f)),
        Case("no_repository", {}, 0, (), (), 0, "unreachable", False, history=lambda f, s: shutil.rmtree(f / ".git")),
        Case(
            "submodule",
            {DAY: {HOME: None}},
            0,
            ("sous-module",),
            ("sous-module",),
            0,
            "missing",
            False,
            history=submodule,
        ),
        Case("empty_commits", {DAY: {}, LATER: {}}, 0, ("distribué",), ("rien à noter",), 0, "missing", False),
        Case("deleted_in_the_end", {DAY: {HOME: whole}, LATER: {HOME: None}}, 4, ("retiré",), ("introuvable",), 0),
        Case("late", {LATE: {HOME: whole}}, 4, ("retard",)),
        Case(
            "half_and_half",
            {
                DAY: {
                    HOME: stub("ex3_count_parameters", "ex10_reponse"),
                    "suite.ipynb": stub("ex4_mse", "ex4_mse_gradient"),
                }
            },
            1,
            ("suite.ipynb",),
            ("suite.ipynb",),
        ),
    ]


def linked(folder, save):
    (folder / HOME).symlink_to("../../../mon_tp.ipynb")
    save(LATER)


def linked_outside(folder, save):
    (folder / HOME).symlink_to("/home/eve/petit.ipynb")
    save(LATER)


def executable(folder, save):
    (folder / HOME).chmod(0o755)
    save(LATER)


def on_branch(folder, save):
    """The work is on `travail`, checked out; the default branch is as released (the remote's, here a bare copy)."""
    git("branch", "travail", cwd=folder)
    git("reset", "--quiet", "--hard", "HEAD~1", cwd=folder)


def rebased(folder, save):
    first = git("rev-list", "--max-parents=0", "HEAD", cwd=folder).stdout.strip()
    main = git("rev-parse", "--abbrev-ref", "HEAD", cwd=folder).stdout.strip()
    git("checkout", "--quiet", "-b", "autre", first, cwd=folder)
    (folder / "notes.txt").write_text("x")
    save(LATER)
    git("checkout", "--quiet", main, cwd=folder)
    git(
        "rebase",
        "--quiet",
        "autre",
        cwd=folder,
        identity={"name": "E", "email": "e@etu.example"},
        date=save.moment("2026-10-16T10:00"),
    )


def squashed(folder, save):
    git("reset", "--quiet", "--soft", "HEAD~2", cwd=folder)
    save("2026-10-16T10:00")


def shallow(folder, save):
    whole = folder.with_name(folder.name + "_whole")
    folder.rename(whole)
    git("clone", "--quiet", "--depth", "1", f"file://{whole}", folder)


def empty(folder, save):
    shutil.rmtree(folder)
    git("init", "--quiet", folder)


def submodule(folder, save):
    git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},{FOLDER}", cwd=folder)
    who = {"name": "E", "email": "e@etu.example"}
    git("commit", "--quiet", "-m", "x", cwd=folder, identity=who, date=save.moment(LATER))
