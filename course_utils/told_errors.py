"""Errors that a notebook tells in its own words, kind by kind: IPython itself keeps one handler, the last that came."""


def also_tell(shell, kind, tell):
    """Have `tell(shell, kind, error, trace, tb_offset=None)` show an IPython shell's errors of a `kind`.

    Kinds that were given before keep what shows them.
    """
    known, others = shell.custom_exceptions, shell.CustomTB

    def either(shell, found, error, trace, tb_offset=None):
        if issubclass(found, kind):
            return tell(shell, found, error, trace, tb_offset)
        return others(found, error, trace, tb_offset)

    shell.set_custom_exc((*known, kind), either)
