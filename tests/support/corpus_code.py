"""Cases of the corpus in which the code is odd: magics, how an answer is written, what is left around it, helpers."""

from corpus import ANSWERS, DAY, FOLDER, HOME, Case, above_imports, at, first, work

MSE, GRADIENT = ANSWERS["ex4_mse"], ANSWERS["ex4_mse_gradient"]
BODY = "return np.mean(np.subtract(y_pred, y) ** 2)"


def mse(text):
    """A hand-in whose `mse` is written so."""
    return {DAY: {HOME: work(ex4_mse=text)}}


def helped(place, text):
    """A hand-in whose `mse` comes from a file of the student's own at `place`, seen from the notebook."""
    return {DAY: {HOME: work(ex4_mse=text), place: "import numpy as np\n" + MSE}}


def around(text):
    """A hand-in with a cell of the student's own before everything."""
    return {DAY: {HOME: work(first(text))}}


def last(text):
    """A hand-in with a cell of the student's own after the imports and before the answers."""
    from nbformat.v4 import new_code_cell

    return {DAY: {HOME: work(lambda cells: cells.insert(at(cells, "importations") + 1, dict(new_code_cell(text))))}}


def cases():
    return [
        # Magics
        Case("time_magic", mse(f"%%time\n{MSE}")),
        Case("capture_magic", mse(f"%%capture\n{MSE}")),
        Case("timeit_line", mse(f"{MSE}%timeit -n 1 -r 1 mse(np.ones(2), np.ones(2))")),
        Case("timeit_cell", mse(f"%%timeit -n 1 -r 1\n{MSE}"), 3),
        Case("writefile", mse("%%writefile erreur.py\nimport numpy as np\n" + MSE), 3),
        Case("autoreload", around("%load_ext autoreload\n%autoreload 2")),
        Case("run_file", helped(f"{FOLDER}/outils.py", "%run outils.py")),
        Case(
            "drive", around("from google.colab import drive\ndrive.mount('/content/drive')"), 4, ("colab",), ("colab",)
        ),
        Case("get_ipython", around("get_ipython().run_line_magic('matplotlib', 'inline')\nget_ipython().system('ls')")),
        Case("matplotlib_qt", around("%matplotlib qt\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()")),
        Case("show_blocking", last("import matplotlib.pyplot as plt\nplt.figure()\nplt.show(block=True)")),
        Case("question_mark", around("?print\nprint??")),
        # How an answer is written
        Case(
            "typed",
            mse(f"from numpy.typing import NDArray\n\ndef mse(y_pred: NDArray, y: NDArray) -> float:\n    {BODY}"),
        ),
        Case("lambda", mse("mse = lambda y_pred, y: np.mean(np.subtract(y_pred, y) ** 2)")),
        Case("callable", mse(f"class Mse:\n    def __call__(self, y_pred, y):\n        {BODY}\n\nmse = Mse()")),
        Case(
            "partial",
            mse(
                "import functools\ndef power(p, y_pred, y):\n"
                "    return np.mean(np.abs(np.subtract(y_pred, y)) ** p)\n"
                "mse = functools.partial(power, 2)"
            ),
        ),
        Case(
            "decorated",
            mse(
                "import functools\n@functools.lru_cache\ndef two(): return 2\n\ndef noted(f):\n"
                "    @functools.wraps(f)\n    def inside(*a, **k):\n        return f(*a, **k)\n"
                f"    return inside\n\n@noted\n{MSE}"
            ),
        ),
        Case(
            "vectorised",
            mse(
                "def mse(*args, **kwargs):\n"
                f"    y_pred, y = args if args else (kwargs['y_pred'], kwargs['y'])\n    {BODY}"
            ),
        ),
        Case("async", mse(f"async def mse(y_pred, y):\n    {BODY}"), 3),
        Case("generator", mse("def mse(y_pred, y):\n    yield np.mean((y_pred - y) ** 2)"), 3),
        Case(
            "conditional",
            mse(
                f"import sys\nif sys.version_info > (3,):\n    def mse(y_pred, y):\n        {BODY}\n"
                "else:\n    mse = None"
            ),
        ),
        Case(
            "main_guard",
            mse(
                f"{MSE}\nif __name__ == '__main__':\n    print(mse(np.ones(3), np.zeros(3)))\n"
                "    assert mse(np.ones(3), np.zeros(3)) == 1"
            ),
        ),
        Case(
            "nested_name",
            mse(
                "def mse(y_pred, y):\n    def mse(a):\n        return np.mean(a ** 2)\n"
                "    return mse(np.subtract(y_pred, y))"
            ),
        ),
        Case(
            "global_state", mse(f"calls = []\ndef mse(y_pred, y):\n    global calls\n    calls.append(1)\n    {BODY}")
        ),
        Case(
            "walrus_match",
            mse(
                "def mse(y_pred, y):\n    match len(y):\n"
                "        case n if (e := np.subtract(y_pred, y)) is not None:\n"
                "            return (e @ e) / n"
            ),
        ),
        Case("exec", mse(f"exec('''{MSE}''')")),
        Case("tabs", mse("def mse(y_pred, y):\n\treturn np.mean(np.subtract(y_pred, y) ** 2)")),
        Case(
            "mixed_tabs",
            mse("def mse(y_pred, y):\n\te = np.subtract(y_pred, y)\n        return np.mean(e ** 2)"),
            3,
            (),
            ("tabulations",),
        ),
        Case(
            "nbsp", mse("def mse(y_pred, y):\n    return\xa0np.mean(np.subtract(y_pred, y) ** 2)"), 3, (), ("U+00A0",)
        ),
        Case(
            "failing_assert",
            mse(f"{MSE}\nassert mse(np.ones(3), np.zeros(3)) == 2"),
            4,
            ("AssertionError",),
            ("AssertionError",),
        ),
        Case("deleted", mse(f"{MSE}\ndel mse"), 3),
        Case("input_in_answer", mse(f"n = int(input('n ? '))\n{MSE}"), 3, ("input",), ("input",)),
        Case("breakpoint", mse(f"def mse(y_pred, y):\n    breakpoint()\n    {BODY}")),
        Case("prints_much", mse(f"def mse(y_pred, y):\n    print('x' * 10 ** 6)\n    {BODY}")),
        Case("seeded", mse(f"np.random.seed(42)\nrng = np.random.default_rng(0)\n{MSE}")),
        Case(
            "pandas",
            mse(
                "import pandas as pd\ndef mse(y_pred, y):\n    return ((pd.Series(y_pred) - pd.Series(y)) ** 2).mean()"
            ),
        ),
        Case("quit", last("quit()")),
        Case("exit_raised", last("raise SystemExit")),
        Case("interrupt", last("raise KeyboardInterrupt")),
        Case(
            "thread",
            last("import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()"),
        ),
        Case("widget", last("from ipywidgets import interact\ninteract(lambda x: x, x=(0, 3));"), 4),
        Case("logging", last("import logging\nlogging.basicConfig(level=logging.DEBUG)\nlogging.debug('x')")),
        Case("tqdm", last("from tqdm.auto import tqdm\nfor i in tqdm(range(3)): pass")),
        Case("stdout_replaced", last("import sys\nsys.stdout = open('sortie.txt', 'w')\nprint('x')")),
        # What outlives a cell
        Case("chdir", last("import os\nos.chdir('/tmp')")),
        Case(
            "chdir_helper",
            {
                DAY: {
                    HOME: work(last_of("import os\nos.chdir('..')"), ex4_mse="from outils import mse"),
                    f"{FOLDER}/outils.py": "import numpy as np\n" + MSE,
                }
            },
        ),
        Case(
            "seterr",
            last(
                "np.seterr(all='raise')\nimport warnings\nwarnings.filterwarnings('error')\n"
                "np.set_printoptions(precision=2)"
            ),
        ),
        Case("np_is_3", last("np = 3"), 3),
        Case("sum_is_0", last("sum = 0"), 3),
        Case("list_is_list", last("list = [1, 2]\nlen = 3\nzip = None"), 1, ("À vérifier", "len = 3", "4 sur 4")),
        Case("star_import", last("from math import *\nfrom numpy import *\nfrom statistics import *"), 3),
        Case("patched_mean", last("np.mean = lambda *a, **k: 0"), 3),
        Case("recursion_limit", last("import sys\nsys.setrecursionlimit(60)")),
        Case("del_np", last("del np"), 3),
        Case(
            "exception_in_imports",
            {DAY: {HOME: work(above_imports("1 / 0"))}},
            4,
            ("division par zéro",),
            ("division par zéro",),
        ),
        Case(
            "syntax_error_in_imports",
            {DAY: {HOME: work(above_imports("import numpy as"))}},
            4,
            ("import numpy as",),
            ("import numpy as",),
        ),
        # Files
        Case(
            "writes_and_reads",
            mse(
                "np.save('w.npy', np.ones(2))\nw = np.load('w.npy')\n"
                f"open('../x.txt', 'w').write('x') if False else None\n{MSE}"
            ),
        ),
        Case("reads_a_dataset", last("open('../../../datasets/README.md').read()")),
        Case(
            "datasets_from_root",
            last("open('datasets/README.md').read()"),
            4,
            ("n’existe pas",),
            ("n’existe pas",),
        ),
        Case(
            "uncommitted_path",
            last("open('/home/eve/x.csv').read()"),
            4,
            ("n’existe pas",),
            ("n’existe pas",),
        ),
        Case("star_helper", helped(f"{FOLDER}/outils.py", "from outils import *")),
        Case(
            "package_helper",
            {
                DAY: {
                    HOME: work(ex4_mse="from utils.erreurs import mse"),
                    f"{FOLDER}/utils/erreurs.py": "import numpy as np\n" + MSE,
                    f"{FOLDER}/utils/__init__.py": "",
                }
            },
        ),
        Case("folder_helper", helped(f"{FOLDER}/mes_outils/erreurs.py", "from mes_outils.erreurs import mse")),
        Case(
            "helper_named_code",
            {
                DAY: {
                    HOME: work(ex4_mse="from code.erreurs import mse"),
                    f"{FOLDER}/code/erreurs.py": "import numpy as np\n" + MSE,
                    f"{FOLDER}/code/__init__.py": "",
                }
            },
            3,
            ("code",),
            ("code",),
        ),
        Case(
            "helper_elsewhere",
            helped("src/outils.py", "import sys\nsys.path.append('../../../src')\nfrom outils import mse"),
            3,
            ("outils",),
            ("outils",),
        ),
        Case(
            "helper_two_up",
            helped("notebooks/tp/outils.py", "import sys\nsys.path.append('..')\nfrom outils import mse"),
            3,
            ("outils",),
            ("outils",),
        ),
        Case(
            "import_ipynb",
            {DAY: {HOME: work(ex4_mse="import import_ipynb\nfrom outils import mse")}},
            3,
            ("import_ipynb",),
            ("import_ipynb",),
        ),
    ]


def last_of(text):
    from nbformat.v4 import new_code_cell

    return lambda cells: cells.insert(at(cells, "importations") + 1, dict(new_code_cell(text)))
