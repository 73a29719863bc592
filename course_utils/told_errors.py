"""Errors that a notebook tells in its own words, kind by kind: IPython itself keeps one handler, the last that came."""


def also_tell(shell, kind, tell):
    """Have `tell(shell, kind, error, trace, tb_offset=None)` show an IPython shell's errors of a `kind`.

    Where several kinds hold an error, the nearest to its own class tells it.
    """
    told = getattr(shell, "told_errors", {}) | {kind: tell}
    shell.told_errors = told

    def nearest(shell, found, error, trace, tb_offset=None):
        mine = next(one for one in found.__mro__ if one in told)
        return told[mine](shell, found, error, trace, tb_offset)

    shell.set_custom_exc(tuple(told), nearest)
