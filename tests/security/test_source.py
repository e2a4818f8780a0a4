"""What the code itself may not do: facts read from the syntax tree and the tracked files."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = sorted(
    path
    for place in ("app.py", "server.py", "pages", "truefans_core", "scripts", "sample_data", "benchmarks")
    for path in ([ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py"))
)
SCREEN = [path for path in CODE if path.parts[len(ROOT.parts)] in {"app.py", "server.py", "pages"}]

#: Caches without session scope, `file:function` to the reason. Personal data is never one.
SHARED_CACHES: dict[str, str] = {}
#: Statements put together from parts, `file:statement` to the reason. Text of data is never a part.
BUILT_STATEMENTS: dict[str, str] = {}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def nodes(path: Path, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, kinds))


def dotted(node: ast.AST) -> str:
    """The name of what is called: st.cache_data, open, self.execute."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def tracked() -> list[Path]:
    """The files of the project: what git tracks, or everything beside it where there is no git."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        return [
            ROOT / each for each in listed.stdout.decode().split("\0") if each and (ROOT / each).is_file()
        ]
    return [
        path for path in ROOT.rglob("*") if path.is_file() and not {".venv", "__pycache__"} & set(path.parts)
    ]


def test_every_streamlit_cache_is_the_session_s_own():
    wrong = []
    for path in CODE:
        for function in nodes(path, ast.FunctionDef, ast.AsyncFunctionDef):
            for mark in function.decorator_list:
                call = mark if isinstance(mark, ast.Call) else None
                if not re.search(r"\bcache_(data|resource)$", dotted(call.func if call else mark)):
                    continue
                given = {each.arg: each.value for each in call.keywords} if call else {}
                scope = given.get("scope")
                session = isinstance(scope, ast.Constant) and scope.value == "session"
                if "persist" in given or not (session or f"{name(path)}:{function.name}" in SHARED_CACHES):
                    wrong.append(f"{name(path)}:{function.lineno} {function.name}")
    assert wrong == []


def test_streamlit_caches_stand_behind_one_door():
    users = {
        name(path)
        for path in CODE
        for node in nodes(path, ast.Attribute)
        if node.attr in {"cache_data", "cache_resource"}
    }
    assert users <= {f"pages/parts/cache/{room}.py" for room in ("analyses", "files", "futures", "joining")}


def test_session_state_stands_behind_one_door():
    users = {
        name(path) for path in SCREEN for node in nodes(path, ast.Attribute) if node.attr == "session_state"
    }
    assert users <= {"pages/parts/state.py"}


def test_pages_keep_nothing_between_sessions():
    wrong = []
    for path in SCREEN:
        for node in nodes(path, ast.FunctionDef):
            marks = {
                dotted(mark.func if isinstance(mark, ast.Call) else mark).split(".")[-1]
                for mark in node.decorator_list
            }
            takes = [each.arg for each in node.args.args]
            if marks & {"cache", "lru_cache"} and takes:
                wrong.append(f"{name(path)}:{node.lineno} {node.name}")
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(
                node.value, ast.Dict | ast.List | ast.Set
            ):
                empty = not (node.value.keys if isinstance(node.value, ast.Dict) else node.value.elts)
                if empty:
                    wrong.append(f"{name(path)}:{node.lineno} grows at module level")
    assert wrong == []


def test_raw_html_is_constant():
    wrong = []
    for path in SCREEN:
        for call in nodes(path, ast.Call):
            called = dotted(call.func)
            raw = any(
                each.arg == "unsafe_allow_html"
                and not (isinstance(each.value, ast.Constant) and not each.value.value)
                for each in call.keywords
            )
            raw = raw or called in {"st.html", "st.iframe"} or "components" in called.split(".")
            if raw and not all(isinstance(arg, ast.Constant) for arg in call.args):
                wrong.append(f"{name(path)}:{call.lineno} {called}")
    assert wrong == []


def test_data_is_never_run():
    modules = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve"}
    calls = {"eval", "exec", "compile", "__import__", "yaml.load", "pd.read_pickle", "os.system", "os.popen"}
    wrong = []
    for path in CODE:
        for node in nodes(path, ast.Import, ast.ImportFrom, ast.Call):
            if isinstance(node, ast.Call):
                called = dotted(node.func)
                shell = any(
                    each.arg == "shell"
                    and not (isinstance(each.value, ast.Constant) and not each.value.value)
                    for each in node.keywords
                )
                pickled = any(each.arg == "allow_pickle" for each in node.keywords)
                if called in calls or called.endswith((".to_pickle", ".read_pickle")) or shell or pickled:
                    wrong.append(f"{name(path)}:{node.lineno} {called}")
            else:
                named = {alias.name for alias in node.names} | {getattr(node, "module", None) or ""}
                if {each.split(".")[0] for each in named} & modules:
                    wrong.append(f"{name(path)}:{node.lineno} {sorted(named)}")
    assert wrong == []


STATEMENT = re.compile(
    r"\b(SELECT\s|INSERT\s+(OR\s+\w+\s+)?INTO\b|UPDATE\s+\w+\s+SET\b|DELETE\s+FROM\b|(CREATE|DROP|ALTER)\s+TABLE\b|PRAGMA\s)",
    re.IGNORECASE,
)


def test_no_statement_is_built_from_text():
    wrong = []
    for path in CODE:
        for node in nodes(path, ast.JoinedStr, ast.BinOp, ast.Call):
            if isinstance(node, ast.JoinedStr):
                text = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
                built = any(isinstance(part, ast.FormattedValue) for part in node.values)
            elif (
                isinstance(node, ast.BinOp)
                and isinstance(node.op, ast.Mod | ast.Add)
                and isinstance(node.left, ast.Constant)
            ):
                text, built = str(node.left.value), not isinstance(node.right, ast.Constant)
            elif (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "format"
            ):
                text = str(node.func.value.value) if isinstance(node.func.value, ast.Constant) else ""
                built = True
            else:
                continue
            if built and STATEMENT.search(text) and f"{name(path)}:{text}" not in BUILT_STATEMENTS:
                wrong.append(f"{name(path)}:{node.lineno} {text}")
    assert wrong == []


SECRETS = {
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY",
    "an AWS key": r"\bAKIA[0-9A-Z]{16}\b",
    "a GitHub token": r"\bgh[pousr]_[A-Za-z0-9]{30,}\b",
    "a Stripe key": r"\b[sr]k_(live|test)_[A-Za-z0-9]{10,}\b",
    "a Slack token": r"\bxox[abpr]-[A-Za-z0-9-]{10,}\b",
    "a token": r"\beyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}\.",
    "a password": r"(?i)\b(password|passwd|secret|api_?key|token)\b\s*[=:]\s*[\"'][^\"'{}<>\s]{8,}[\"']",
    "an address with a password": r"://[^/\s:@\"']+:[^/\s:@\"']+@",
}


def test_no_secret_is_tracked():
    found = []
    for path in tracked():
        text = path.read_bytes().decode("utf-8", "ignore")
        found += [f"{name(path)}: {what}" for what, pattern in SECRETS.items() if re.search(pattern, text)]
    assert found == []


@pytest.mark.parametrize(
    "text", ["AKIA" + 16 * "Q", "password" + " = 'hunter2hunter2'", "https:" + "//me:word@host.example"]
)
def test_the_secret_scan_can_find(text):
    assert any(re.search(pattern, text) for pattern in SECRETS.values())


def test_the_secrets_file_stays_out():
    assert ".streamlit/secrets.toml" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert not any(path.name == "secrets.toml" for path in tracked())
