"""Fetch every student's repository, note when each commit was first seen, and find what was handed in."""

import os
import traceback
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from course_admin.base import gitlab, local, tables
from course_admin.base.git import GitError, stop_all
from course_admin.collect import owners, rule
from course_admin.plan.extensions import doubts
from course_admin.records import handins, layout, roster
from course_admin.records.lock import locked
from course_admin.records.mirror import Unreachable


def collect(assignment, students_csv, now, jobs=8, progress=None, warn=None):
    """Collect a TP: a `HandIn` for every student of `students_csv`, in its order, also kept below `records/`.

    `jobs` repositories are fetched at a time; `progress(owner)` is called as each is done. A path in the CSV is seen
    from the CSV's folder. A repository that cannot be fetched is a row with its reason, unless an earlier collect has
    what counts. Repositories on the GitLab of the environment's token also tell when each commit was pushed; where
    they do not, `warn(line)` says why; it also names who was in the last collect and is not in this CSV. Raises
    CourseError for a CSV that contradicts itself and where another collect is running.
    """
    course = assignment.course
    students = [_seen_from(Path(students_csv).resolve().parent, one) for one in roster.read(students_csv)]
    groups = {}
    for one in students:
        groups.setdefault(one.owner, []).append(one)
    with locked(course, "collect"):
        ledger = handins.ledger_of(course)
        warn = warn or (lambda line: None)
        if ledger.damaged:
            where = f"{len(ledger.damaged)} lines cannot be understood, the first is line {ledger.damaged[0]}"
            warn(f"{ledger.path}: {where}; the dates that they held do not count (was it edited by hand?)")
        renamed = owners.renamed(assignment, students)
        owners.follow(assignment, ledger, renamed, warn)
        failures = _fetch_all(course, groups, ledger, now, jobs, progress or (lambda owner: None), warn)
        found = _find_all(assignment, groups, ledger, failures, jobs, warn)
        before = owners.collected_before(assignment)
        collected = owners.told_apart(
            owners.kept(assignment, found[one.student], before.get(one.student), ledger, warn) for one in students
        )
        collected = owners.formerly(collected, renamed, before)
        gone = sorted(set(before) - set(found) - {old.student for old in renamed.values()})
        if gone:
            warn(
                f"not in this roster, so no longer in {assignment.id}'s table: {', '.join(gone)}; what they did is kept"
            )
        for line in doubts(assignment, {name for one in students for name in (one.student, one.group) if name}):
            warn(line)
        tables.write_csv(layout.roster(assignment), roster.COLUMNS, [vars(one) for one in students])
        handins.save(assignment, collected)
    return collected


def _fetch_all(course, groups, ledger, now, jobs, progress, warn):
    """Fetch in parallel, note each repository in the ledger as soon as it is there; return owner → why it failed."""
    failures = {}
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        waiting, paths = {}, {owner: local.path_of(members[0].repository) for owner, members in groups.items()}
        for owner, members in groups.items():
            others = {path for other, path in paths.items() if path and other != owner}
            waiting[pool.submit(_twice, owner, warn, _fetch, course, members[0], others)] = owner
        try:
            for done in as_completed(waiting):
                owner = waiting[done]
                try:
                    heads, commits, pushes, silent = done.result()
                except Unreachable as reason:
                    failures[owner] = str(reason)
                except Exception as error:  # whatever a repository holds, it is one row's affair
                    failures[owner] = f"le dépôt n’a pas pu être lu ({type(error).__name__})"
                else:
                    ledger.record_pushes(owner, pushes)
                    ledger.record(owner, heads, commits, now)
                    if silent:
                        warn(f"{owner}: push times not read: {silent}")
                progress(owner)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            stop_all()
            raise
    return failures


def _fetch(course, student, others):
    """The heads of one repository, the commits that they reach, its pushes, and why these could not be had ("").

    `others` are the folders of this machine that are the repositories of the other owners.
    """
    path = local.path_of(student.repository)
    if path in others and str(path) != os.path.abspath(os.path.expanduser(student.repository)):
        raise Unreachable("ce chemin est un lien vers le dépôt de quelqu’un d’autre")
    mirror = handins.mirror_of(course, student.owner)
    heads = mirror.fetch(student.repository, others=others)
    commits = mirror.commits(heads.values())
    try:
        return heads, commits, _pushes(mirror, heads, set(commits), student.repository), ""
    except gitlab.GitLabError as error:
        return heads, commits, [], str(error)


def _pushes(mirror, heads, known, repository):
    """What GitLab tells of the pushes: (when, heads, commits) as `Ledger.record` takes them, oldest first.

    Just before a push its branch was what it was before: so a commit that was made in time but pushed late is missed in
    the deadline's state, as by a collect. What was pushed over is no longer there to be read.
    """
    default = next((name for name in heads if name != "HEAD" and heads[name] == heads["HEAD"]), "")
    found = []
    for push in gitlab.pushes(repository) or ():
        if push.after in known:
            names = ("HEAD", push.branch) if push.branch == default else (push.branch,)
            before = push.before if push.before in known else ""
            found.append((push.when - timedelta(seconds=1), dict.fromkeys(names, before), ()))
            found.append((push.when, dict.fromkeys(names, push.after), mirror.commits([push.after])))
    return found


def _find_all(assignment, groups, ledger, failures, jobs, warn):
    """The hand-ins: student → HandIn."""
    released = rule.released_cells(assignment)

    def find(owner):
        return _find(assignment, groups[owner], ledger, released, failures.get(owner), warn)

    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        return {one.student: one for rows in pool.map(find, groups) for one in rows}


def _find(assignment, members, ledger, released, failure, warn):
    """The hand-in of one repository; where it could not be fetched now, what earlier collects have kept counts."""
    try:
        rows = _twice(members[0].owner, warn, rule.find, assignment, members, ledger, released)
    except GitError as error:
        reason = "trop de fichiers ou de commits" if error.timed_out or error.too_big else "un objet est abîmé"
        message = f"Le contenu du dépôt n’a pas pu être lu : {reason}."
        return [handins.of(one, status="unreadable", message=message) for one in members]
    except Exception as error:  # whatever a repository holds, it is one row's affair
        message = f"Le contenu du dépôt n’a pas pu être lu : il est trop gros ou abîmé ({type(error).__name__})."
        return [handins.of(one, status="unreadable", message=message) for one in members]
    if not failure:
        return rows
    if rows[0].commit:
        flag = f"Dépôt injoignable à la dernière collecte ({failure}) : ce qu’une collecte précédente a vu compte."
        return [replace(row, flags=(*row.flags, flag)) for row in rows]
    message = f"{failure[0].upper()}{failure[1:]}."
    return [replace(row, status="unreachable", message=message) for row in rows]


def _twice(owner, warn, step, *args):
    """What a step of one repository returns; a fault that no repository explains is told, and may be of the moment."""
    try:
        return step(*args)
    except (Unreachable, GitError):
        raise
    except Exception as error:
        warn(f"{owner}: read once more after {_where(error)}")
        return step(*args)


def _where(error):
    """An unexpected exception in one line: what it says, and the line of ours that raised it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {str(error)[:200]} ({Path(last.filename).name}, line {last.lineno})"


def _seen_from(folder, student):
    """The student with a path made absolute, so that the roster means the same from everywhere."""
    path = os.path.join(folder, os.path.expanduser(student.repository))
    return replace(student, repository=path) if student.repository and os.path.exists(path) else student
