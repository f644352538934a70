"""The values with which a notebook was run, read from its cells tagged `parameters` and `injected-parameters`."""

from pygments.lexers import TypeScriptLexer
from pygments.token import Comment

OPENING, CLOSING = "([{", ")]}"


def parameters_of(cells):
    """Names and values as they stand in the cells, the injected ones in place of the defaults."""
    values = {}
    for tag in ("parameters", "injected-parameters"):
        for cell in cells:
            if cell.cell_type == "code" and tag in cell.metadata.get("tags", []):
                values.update(declarations(cell.source))
    return list(values.items())


def declarations(source):
    """The variables that are declared at the top level of a TypeScript text, with their initial values as written."""
    lexer = TypeScriptLexer(stripnl=False, ensurenl=False)
    tokens = [text for kind, text in lexer.get_tokens(source) if kind not in Comment]
    return [found for statement in statements(tokens) if (found := declaration(statement))]


def statements(tokens):
    """Token lists between semicolons and line ends that are inside no bracket."""
    depth, statement = 0, []
    for token in tokens:
        depth += sum(token.count(c) for c in OPENING) - sum(token.count(c) for c in CLOSING) if is_plain(token) else 0
        ends_line = "\n" in token and token.strip() == "" and "".join(statement).strip()[-1:] not in ("", "=", ",")
        if depth == 0 and (token == ";" or ends_line):
            yield statement
            statement = []
        else:
            statement.append(token)
    yield statement


def is_plain(token):
    return token[:1] not in ("'", '"', "`", "/")


def declaration(tokens):
    words = [token for token in tokens if token.strip()]
    if words[:1] == ["export"]:
        words = words[1:]
    if len(words) < 4 or words[0] not in ("let", "const", "var") or "=" not in words:
        return None
    at = next(i for i, token in enumerate(tokens) if token.strip() == "=")
    value = " ".join("".join(tokens[at + 1 :]).split())
    return (words[1], value) if words[1].isidentifier() and value else None
