"""A template as its Welsh is laid over it: each sentence and each value says itself when it is drawn.

The template keeps its English text and is not edited. What has no Welsh is drawn as it stands.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from jinja2 import nodes

from dhp.language.markup import INLINE, Atom, Scanner, Spoken, Tag, Value, Words

_LETTER = re.compile(r"[^\W\d_]{2}|[^\W\d_](?=\s)")
_OWN_PLACE = nodes.Macro | nodes.Block | nodes.CallBlock | nodes.AssignBlock

Heard = Callable[[str], None]


def lay_over(tree: nodes.Template, heard: Heard = lambda _english: None) -> nodes.Template:
    """`tree`, changed in place so that it speaks; `heard` is told each sentence of it."""
    _Layer(tree, heard).layered(tree.body, Scanner())
    return tree


def has_words(text: str) -> bool:
    """Whether there is anything in a text that a translator could say otherwise."""
    return bool(_LETTER.search(re.sub(r"\{\w+\}|</?\w+>|&\w+;", "", text)))


def name_of(node: nodes.Node) -> str:
    """What a translator is told that a value is."""
    match node:
        case nodes.Name():
            return str(node.name)
        case nodes.Getattr():
            return str(node.attr)
        case nodes.Filter() | nodes.Call() if isinstance(node.node, nodes.Node):
            return name_of(node.node)
        case _:
            return "value"


class _Layer:
    def __init__(self, tree: nodes.Template, heard: Heard) -> None:
        self._environment, self._heard = tree.environment, heard

    def layered(self, body: Iterable[nodes.Node], scanner: Scanner) -> None:
        for node in body:
            if isinstance(node, nodes.Output):
                node.nodes = list(self._output(node, scanner))
            elif isinstance(node, nodes.If):
                branches = (*node.elif_, *([node.else_] if node.else_ else ()))
                starts = [scanner.copy() for _ in branches]
                self.layered(node.body, scanner)
                for branch, start in zip(branches, starts, strict=True):
                    inner = branch.body if isinstance(branch, nodes.If) else branch
                    self.layered(inner, start)
            elif isinstance(node, nodes.For):
                start = scanner.copy()
                self.layered(node.body, scanner)
                self.layered(node.else_, start)
            elif hasattr(node, "body"):
                self.layered(node.body, Scanner() if isinstance(node, _OWN_PLACE) else scanner)

    def _output(self, output: nodes.Output, scanner: Scanner) -> Iterator[nodes.Expr]:
        run: list[Atom] = []
        for atom in _atoms(output, scanner):
            if isinstance(atom, Tag) and atom.name not in INLINE:
                yield from self._run(run, output)
                yield from self._tag(atom, output)
                run = []
            else:
                run.append(atom)
        yield from self._run(run, output)

    def _run(self, run: list[Atom], output: nodes.Output) -> Iterator[nodes.Expr]:
        """A stretch of text, values and inner tags: sentences between tags that stand alone in it."""
        partners = _partners(run)
        part: list[Atom] = []
        for place, atom in enumerate(run):
            if isinstance(atom, Tag) and place not in partners:
                yield from self._sentence(part, output)
                yield from self._tag(atom, output)
                part = []
            else:
                part.append(atom)
        yield from self._sentence(part, output)

    def _sentence(self, part: list[Atom], output: nodes.Output) -> Iterator[nodes.Expr]:
        texts = [atom.text for atom in part if isinstance(atom, Words)]
        # A macro may write attributes, which are no words either.
        if any('="' in text for text in texts) or not any(map(has_words, texts)):
            for atom in part:
                yield from self._alone(atom, output)
            return
        if _is_blank(part[0]) or _is_blank(part[-1]):
            first, last = int(_is_blank(part[0])), len(part) - int(_is_blank(part[-1]))
            for atoms in (part[:first], part[first:last], part[last:]):
                yield from self._sentence(atoms, output)
            return
        if isinstance(part[0], Tag) and _partners(part).get(0) == len(part) - 1:
            yield from self._tag(part[0], output)
            yield from self._sentence(part[1:-1], output)
            yield from self._tag(part[-1], output)
            return
        english, values, tags = _written(part)
        before, core, after = re.fullmatch(r"(\s*)(.*?)(\s*)", english, re.DOTALL).groups()  # type: ignore[union-attr]
        core = re.sub(r"\s+", " ", core)
        self._heard(core)
        yield nodes.TemplateData(before)
        said = {name: self._value(value, output) for name, value in values.items()}
        drawn = {name: self._joined(tag.pieces, output) for name, tag in tags.items()}
        arguments = [nodes.Const(core), _dict(said), _dict(drawn)]
        yield self._call("say_sentence", arguments, output)
        yield nodes.TemplateData(after)

    def _alone(self, atom: Atom, output: nodes.Output) -> Iterator[nodes.Expr]:
        if isinstance(atom, Words):
            yield nodes.TemplateData(atom.text)
        elif isinstance(atom, Value):
            yield self._value(atom, output)
        else:
            yield from self._tag(atom, output)

    def _value(self, value: Value, output: nodes.Output) -> nodes.Expr:
        if value.typed:
            return self._typed(value.node, output)
        return self._call("say", [value.node], output)

    def _typed(self, node: nodes.Expr, output: nodes.Output) -> nodes.Expr:
        """Where people's own words stand, the words of the page that may stand in their place."""
        match node:
            case nodes.Const(value=str()):
                return self._call("say", [node], output)
            case nodes.Or():
                left, right = (self._typed(one, output) for one in (node.left, node.right))
                return nodes.Or(left, right)
            case nodes.CondExpr(expr2=nodes.Expr() as other):
                first, second = self._typed(node.expr1, output), self._typed(other, output)
                return nodes.CondExpr(node.test, first, second)
            case _:
                return self._call("say_typed", [node], output)

    def _tag(self, tag: Tag | Atom, output: nodes.Output) -> Iterator[nodes.Expr]:
        if isinstance(tag, Tag):
            for piece in tag.pieces:
                yield self._piece(piece, output)

    def _piece(self, piece: object, output: nodes.Output) -> nodes.Expr:
        if isinstance(piece, Spoken):
            return self._spoken(piece, output)
        return nodes.TemplateData(piece) if isinstance(piece, str) else piece  # type: ignore[return-value]

    def _spoken(self, spoken: Spoken, output: nodes.Output) -> nodes.Expr:
        atoms = [Words(one) if isinstance(one, str) else Value(one, False) for one in spoken.pieces]
        english, values, _ = _written(atoms)
        if not has_words(english):
            return self._joined(
                [self._value(one, output) if isinstance(one, Value) else one.text for one in atoms],
                output,
            )
        self._heard(english)
        said = {name: self._value(value, output) for name, value in values.items()}
        return self._call("say_sentence", [nodes.Const(english), _dict(said), _dict({})], output)

    def _joined(self, pieces: Iterable[object], output: nodes.Output) -> nodes.Expr:
        parts = [self._piece(piece, output) for piece in pieces]
        return self._call("markup_of", [nodes.List(parts)], output)

    def _call(self, name: str, arguments: list[nodes.Expr], output: nodes.Output) -> nodes.Expr:
        call = nodes.Call(nodes.Name(name, "load"), arguments, [], None, None)
        call.set_lineno(output.lineno)
        if self._environment is not None:
            call.set_environment(self._environment)
        return call


def _atoms(output: nodes.Output, scanner: Scanner) -> Iterator[Atom]:
    for node in output.nodes:
        if isinstance(node, nodes.TemplateData):
            yield from scanner.take_text(node.data)
        else:
            yield from scanner.take_value(node)
    yield from scanner.pause()


def _is_blank(atom: Atom) -> bool:
    return isinstance(atom, Words) and not atom.text.strip()


def _partners(run: list[Atom]) -> dict[int, int]:
    """The places of the tags that open and close within `run`, each with its partner's."""
    waiting: list[tuple[str, int]] = []
    found: dict[int, int] = {}
    for place, atom in enumerate(run):
        if not isinstance(atom, Tag):
            continue
        if not atom.closing:
            waiting.append((atom.name, place))
        elif waiting and waiting[-1][0] == atom.name:
            first = waiting.pop()[1]
            found |= {first: place, place: first}
    return found


def _written(part: Iterable[Atom]) -> tuple[str, dict[str, Value], dict[str, Tag]]:
    """The sentence as the catalogue has it, with its values and its tags by their names there."""
    text = ""
    open_tags: list[str] = []
    values: dict[str, Value] = {}
    tags: dict[str, Tag] = {}
    for atom in part:
        if isinstance(atom, Words):
            text += atom.text
        elif isinstance(atom, Value):
            name = _free(name_of(atom.node), values)
            values[name] = atom
            text += f"{{{name}}}"
        else:
            name = open_tags.pop() if atom.closing else _free(atom.name, tags)
            if not atom.closing:
                open_tags.append(name)
            mark = f"/{name}" if atom.closing else name
            tags[mark] = atom
            text += f"<{mark}>"
    return text, values, tags


def _free(name: str, taken: dict[str, object] | dict[str, Value] | dict[str, Tag]) -> str:
    if name not in taken:
        return name
    number = 2
    while f"{name}{number}" in taken:
        number += 1
    return f"{name}{number}"


def _dict(values: dict[str, nodes.Expr]) -> nodes.Expr:
    return nodes.Dict([nodes.Pair(nodes.Const(name), value) for name, value in values.items()])
