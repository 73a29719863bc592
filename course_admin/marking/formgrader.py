"""formgrader as an instructor may open it on a stranger's notebook: nothing in its pages acts but its own scripts.

Three walls: what `grade` writes for it is inert (`inert.notebook`), what it renders passes Bleach's allow-list
(`inert.page`), and the browser is told to run the scripts of nbgrader's templates alone, to send requests to
formgrader's own API alone (no contents, no kernels) and to fetch no picture from elsewhere (`guard`).
`nbgrader_config.py` puts the last two in place wherever nbgrader is started.
"""

import base64
import hashlib
import re
import secrets

from jinja2 import BaseLoader
from nbformat import from_dict

from course_admin.base import inert

_NONCE = secrets.token_urlsafe(24)
_SCRIPT = re.compile(r"<script\b", re.IGNORECASE)
_HANDLERS = ("toggle_name(true);", "toggle_name(false);", "toggleAllNames()")  # written in nbgrader's templates
_MATHJAX = "https://cdnjs.cloudflare.com/ajax/libs/mathjax/"
# MathJax makes a script of the settings in nbconvert's template, which the policy refuses; these it reads.
_SETTINGS = """<script>window.MathJax = {
  tex2jax: {inlineMath: [["$", "$"], ["\\\\(", "\\\\)"]], displayMath: [["$$", "$$"], ["\\\\[", "\\\\]"]],
            processEscapes: true, processEnvironments: true},
  messageStyle: "none" };</script>
<script src="{{url}}">"""


def preprocess(notebook, resources):
    """The same as a step of nbconvert's, for a notebook that stock nbgrader has marked.

    Settings of a notebook, a cell or an output, of which nbconvert's templates write some as they are, are left out.
    """
    notebook.metadata = from_dict({"language_info": {"name": "python", "pygments_lexer": "ipython3"}})
    for cell in notebook.cells:
        inert.notebook_cell(cell)
        cell.metadata = from_dict({key: cell.metadata[key] for key in cell.metadata if key == "nbgrader"})
    return notebook, resources


def policy(origin):
    """The content policy of formgrader's pages, which are served below `origin` (`http://host:port/base`)."""
    ours = f"{origin}/formgrader/static/"
    hashes = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in _HANDLERS)
    handlers = " ".join(f"'sha256-{digest}'" for digest in hashes)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'nonce-{_NONCE}' {ours} {_MATHJAX} 'unsafe-hashes' {handlers}",
            f"style-src 'unsafe-inline' {ours} {_MATHJAX}",
            f"img-src data: {ours}",
            f"font-src data: {ours} {_MATHJAX}",
            f"connect-src {origin}/formgrader/api/",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        )
    )


class _Nonced(BaseLoader):
    """Templates whose own scripts carry this server's nonce, which no notebook can know."""

    def __init__(self, loader):
        self.loader = loader

    def get_source(self, environment, template):
        source, *rest = self.loader.get_source(environment, template)
        source = source.replace('<script src="{{url}}">', _SETTINGS)
        return (_SCRIPT.sub(f'<script nonce="{_NONCE}"', source), *rest)

    def list_templates(self):
        return self.loader.list_templates()


def guard():
    """Make the formgrader of this process serve its pages so. Called twice it does the same."""
    from nbgrader.server_extensions.formgrader import base, formgrader

    extension = formgrader.FormgradeExtension
    if getattr(extension, "guarded", False):
        return
    started = extension.init_tornado_settings

    def init_tornado_settings(self, webapp):
        started(self, webapp)
        exporter = webapp.settings["nbgrader_exporter"]
        exporter.register_preprocessor(preprocess, enabled=True)
        pages = webapp.settings["nbgrader_jinja2_env"]
        pages.autoescape = True
        for environment in (pages, exporter.environment):
            environment.loader = _Nonced(environment.loader)
            environment.cache.clear()
        _sanitise(exporter.environment)

    def content_security_policy(self):
        return policy(f"{self.request.protocol}://{self.request.host}{self.base_url}")

    extension.init_tornado_settings, extension.guarded = init_tornado_settings, True
    base.BaseHandler.content_security_policy = property(content_security_policy)


def _sanitise(environment):
    """Have the environment's `markdown2html` pass through the allow-list, and texts that it would take as HTML."""
    from jinja2 import pass_context

    rendered = environment.filters["markdown2html"]

    @pass_context
    def sanitised(context, source):
        return inert.page(rendered(context, source))

    environment.filters["markdown2html"] = sanitised
