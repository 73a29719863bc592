"""What a student's cell hangs into IPython ends with that cell, in every sandbox alike.

A transformer, an event or a method that never ends would otherwise stop each cell that follows, for `cell_seconds`
each, and be blamed on them.
"""


class Hooks:
    """What a cell can hang into an IPython shell or take out of it, as it was before any cell had run."""

    NAMES = ("displayhook", "display_pub", "display_trap", "history_manager", "logger", "compile", "events",
             "input_transformer_manager", "user_ns", "display_formatter")  # fmt: skip

    def __init__(self, shell):
        self.shell = shell
        self.values = {name: getattr(shell, name) for name in self.NAMES}
        self.own = set(vars(shell))
        manager = shell.input_transformer_manager
        lists = [
            manager.cleanup_transforms,
            manager.line_transforms,
            manager.token_transformers,
            shell.ast_transformers,
        ]
        lists += [shell.input_transformers_post, *shell.events.callbacks.values()]
        self.lists = [(one, tuple(one)) for one in lists]
        self.ast_transformers = shell.ast_transformers

    def restore(self):
        """Put all of it back."""
        for name in set(vars(self.shell)) - self.own:
            if callable(getattr(type(self.shell), name, None)):  # `ip.run_cell = …` hides the method
                delattr(self.shell, name)
        for name, value in self.values.items():
            if getattr(self.shell, name, None) is not value:
                setattr(self.shell, name, value)
        self.shell.custom_exceptions = ()
        self.shell.ast_transformers = self.ast_transformers
        for one, before in self.lists:
            one[:] = before
