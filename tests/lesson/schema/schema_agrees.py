"""Compares the schemas of lessons/ with the reader: both must take, and refuse, the same documents.

    schema_agrees.py ROOT JUDGE [MUTATIONS]

ROOT is the source folder, JUDGE the program that says what the reader finds. Every shipped document and every fixture
is compared as it is, and after MUTATIONS seeded changes of its structure.
"""

import copy
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import warnings

try:
    import jsonschema
except ImportError:
    sys.exit("python3-jsonschema is not installed, so that nothing was compared")

# What the schema cannot say. A document may break these in the eyes of the reader alone.
READER_ALONE = {
    "file-not-found", "file-not-readable", "file-too-large", "not-utf-8", "not-json", "nested-too-deep", "duplicate-key",
    "outside-folder", "missing-file",  # files
    "duplicate-id", "wrong-id", "unknown-lesson", "cyclic-requirement",  # ids that belong together
    "unknown-step", "no-experiment", "unknown-run", "unknown-gap", "unused-gap",  # what one part says of another
    "no-right-choice", "several-right-choices", "repeated-text",  # how many are right, and how they read
    "view-does-not-fit", "control-does-not-fit", "experiment-does-not-fit", "out-of-reach", "no-goal", "no-test-set",
    "no-such-figure", "too-much-work",  # what the training engine can do
    "bad-expression", "not-a-number",  # formulas
}
# The same at some places: bounds that stand in another member, or in a file.
READER_ALONE_AT = [
    ("out-of-range", r"\.(greatest|range\[1\]|window\[1\]|start|start\[[01]\]|batch_size|at_most)$"),
    ("out-of-range", r"\.stops\[\d+\]\.lines\[\d\]$"),
    ("out-of-range", r"\.(solution|questions\[\d+\]\.at)\."),  # the ranges of the controls
    ("out-of-range", r"\.parameters\.\w+\.step$"),
    ("missing-key", r"\.parameters\.\w+$"),  # a step, where there were too many values
    ("missing-key", r"(^\$|\.)\.?surface$"),  # a start, where the usual one lies outside the window
    ("wrong-length", r"\.points\[\d+\]$"),  # as long as the first row
    ("wrong-length", r"\.(at|solution)\.parameters$"),  # as many as the network has
    ("wrong-length", r"\.walkthrough\.code$"),  # lines
    ("wrong-length", r"\.units\[\d+\]\.lessons$"),  # lessons of all units
    ("unknown-word", r"\.keep\[\d+\]$"),  # a knob without a control
    ("unknown-word", r"^\$\.language$"),  # that of the file's name
    ("empty-text", r""),  # lines that are all blank
]
SCHEMAS = {"lesson.json": "lesson", "course.json": "course", "glossary.json": "glossary", "faq.json": "faq"}


def name_of(file):
    return os.path.basename(file)


def schema_of(name):
    return SCHEMAS.get(name, "translation" if name.startswith("lesson.") else "experiment")


class Judges:
    def __init__(self, root, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        folder = os.path.join(root, "lessons")
        self.schemas = {}
        loaded = {name: json.load(open(os.path.join(folder, name), encoding="utf-8"))
                  for name in os.listdir(folder) if name.endswith(".schema.json")}
        warnings.simplefilter("ignore", DeprecationWarning)
        for name, schema in loaded.items():
            jsonschema.Draft7Validator.check_schema(schema)
            resolver = jsonschema.RefResolver("https://example.invalid/" + name, schema,
                                              store={"https://example.invalid/" + each: s for each, s in loaded.items()})
            self.schemas[name.split(".")[0]] = jsonschema.Draft7Validator(schema, resolver=resolver)

    def schema(self, name):
        return self.schemas[name].schema

    def reader(self, file):
        self.process.stdin.write(file + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit(f"the reader ended at {file}")
        return [tuple(each.split(" ", 1)) for each in answer.rstrip("\n").split("\t") if each]

    def disagreement(self, file, document):
        """What is wrong with the two verdicts about a document that stands in `file`, or None."""
        errors = self.reader(file)
        refused = next(self.schemas[schema_of(name_of(file))].iter_errors(document), None)
        if refused and not errors:
            while refused.context:
                refused = min(refused.context, key=lambda each: -len(each.absolute_path))
            place = "".join(f"[{each!r}]" for each in refused.absolute_path)
            return f"the schema alone refuses: {refused.message[:300]} at {place}"
        structural = [each for each in errors if not is_readers_own(*each)]
        if structural and not refused:
            return f"the reader alone refuses: {structural}"
        return None


def is_readers_own(rule, path):
    return rule in READER_ALONE or any(rule == each and re.search(place, path) for each, place in READER_ALONE_AT)


def nodes(value, path=(), most=40):
    """All values within one another with their paths; of long lists the first ones."""
    found, todo = [], [(path, value)]
    while todo:
        path, value = todo.pop()
        found.append((path, value))
        if isinstance(value, dict):
            todo.extend((path + (key,), each) for key, each in value.items())
        elif isinstance(value, list):
            todo.extend((path + (i,), each) for i, each in enumerate(value[:most]))
    return found


OTHERS = [None, True, False, 0, 1, 3, -1, 0.5, 1e9, "word", "", " ", [], {}, [1, 2], ["word"], {"file": "nowhere.md"}]
WORDS = ["nonsense", "", " ", "Word", "id-1", "{{w}}", "word\nword"]


class Pool:
    """What changes are made of: the members of all documents of one kind, and the bounds and words of their schema."""

    def __init__(self, schema):
        self.members, self.numbers, self.words, self.groups = [], {0, 0.5}, {"word"}, []
        for path, value in nodes(schema, most=None):
            if path and path[-1] in ("minimum", "maximum", "minItems", "maxItems"):
                self.numbers.update([value, value - 1, value + 1, value * 1.001, -value])
            if path and path[-1] in ("const", "enum"):
                group = [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]
                self.groups.append(group)
                self.words.update(group)
        self.numbers, self.words = sorted(self.numbers), sorted(self.words)

    def learn(self, document):
        self.members += [(path[-1], each) for path, each in nodes(document) if path and isinstance(path[-1], str)]


def mutated(document, pool, chance):
    """A copy with one change of its structure, and what was changed."""
    document = copy.deepcopy(document)
    path, value = chance.choice(nodes(document))
    owner = document
    for key in path[:-1]:
        owner = owner[key]
    kinds = ["other"] if path else []
    if isinstance(value, dict):
        kinds += ["drop", "drop", "rename", "extra", "borrow", "borrow", "comment"]
    if isinstance(value, list):
        kinds += ["clear", "repeat", "shorten", "many"]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        kinds += ["number", "bound", "bound", "bound"]
    if isinstance(value, str):
        kinds += ["word", "known", "known", "known"]
    kind = chance.choice(kinds)
    keys = list(value) if isinstance(value, dict) else []
    if kind in ("drop", "rename") and not keys:
        kind = "extra"
    if kind == "other":
        owner[path[-1]] = copy.deepcopy(chance.choice(OTHERS))
    elif kind == "drop":
        del value[chance.choice(keys)]
    elif kind == "rename":
        key = chance.choice(keys)
        value[key + "x"] = value.pop(key)
    elif kind == "extra":
        value["extra"] = 1
    elif kind == "comment":
        value["$comment"] = copy.deepcopy(chance.choice(OTHERS))
    elif kind == "borrow":
        key, each = chance.choice(pool.members)
        value[key] = copy.deepcopy(each)
    elif kind == "clear":
        value.clear()
    elif kind == "repeat" and value:
        value.append(copy.deepcopy(chance.choice(value)))
    elif kind == "shorten" and value:
        value.pop()
    elif kind == "many" and value:
        value.extend(copy.deepcopy(value[-1]) for _ in range(chance.choice([1, 5, 13, 101])))
    elif kind == "number":
        owner[path[-1]] = chance.choice([-value, value + 0.5, 0, -1, 1e7, 1e12, -1e12, 1e301, value * 100, 1e-13])
    elif kind == "word":
        owner[path[-1]] = chance.choice(WORDS)
    elif kind == "known":
        alike = [group for group in pool.groups if value in group]
        owner[path[-1]] = chance.choice(chance.choice(alike) if alike and chance.random() < 0.7 else pool.words)
    elif kind == "bound":
        owner[path[-1]] = chance.choice(pool.numbers)
    return document, f"{kind} at {list(path)}"


def without(document):
    """Copies that each lack one key."""
    for path, value in nodes(document):
        for key in value if isinstance(value, dict) else []:
            changed = copy.deepcopy(document)
            owner = changed
            for each in path:
                owner = owner[each]
            del owner[key]
            yield changed, f"no {key} at {list(path)}"


def changes(document, pool, name, count, most=None):
    """The document, those that lack one key (`most` of them), and `count` others, with what was changed."""
    yield document, "nothing"
    lacking = list(without(document))
    yield from lacking if most is None or len(lacking) <= most else random.Random(name).sample(lacking, most)
    for number in range(count):
        yield mutated(document, pool, random.Random(f"{name} {number}"))


def documents(root):
    """The documents to compare; of those that are well all may be mutated."""
    for folder in ("lessons", "tests/data/lessons"):
        for where, folders, names in os.walk(os.path.join(root, folder)):
            folders.sort()
            for name in sorted(names):
                if name in SCHEMAS or re.fullmatch(r"lesson\.[a-z]{2}\.json", name) or where.endswith("/experiments"):
                    if name.endswith(".json"):
                        yield os.path.join(where, name)


def parts(name, document):
    """A lesson step by step, each a lesson of its own with the claims about it; so that changes meet few nodes."""
    if schema_of(name) != "lesson":
        return [document]
    steps = document["steps"]
    claims = document.get("claims", [])
    return [{**document, "steps": [step], "claims": [claim for claim in claims if claim["step"] == step["id"]]} for step in steps]


def main():
    root, program = sys.argv[1:3]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 25
    judges = Judges(root, program)
    files = list(documents(root))
    read = {}
    for file in files:
        try:
            read[file] = json.load(open(file, encoding="utf-8"))
        except ValueError:
            continue  # no schema was ever asked about what is not JSON
    pools = {}
    for file, document in read.items():
        kind = schema_of(name_of(file))
        if kind not in pools:
            pools[kind] = Pool(judges.schema("lesson" if kind == "experiment" else kind))
        pools[kind].learn(document)
    compared, wrong = 0, []
    for file, document in read.items():
        compared += 1
        found = judges.disagreement(file, document)
        if found:
            wrong.append(f"{os.path.relpath(file, root)}: {found}")
    with tempfile.TemporaryDirectory() as scratch:
        for file, document in read.items():
            if judges.reader(file):
                continue
            folder = os.path.join(scratch, str(compared), os.path.basename(os.path.dirname(file)))
            shutil.copytree(os.path.dirname(file), folder)
            here = os.path.join(folder, name_of(file))
            own = pools[schema_of(name_of(file))]
            # The fixtures have every key. The course grows: of each of its steps some changes are enough.
            some = (count // 8, count // 5) if file.startswith(os.path.join(root, "lessons")) else (count, None)
            for number, part in enumerate(parts(name_of(file), document)):
                title = f"{os.path.relpath(file, root)}, {number}"
                for changed, what in changes(part, own, title, *some):
                    with open(here, "w", encoding="utf-8") as out:
                        json.dump(changed, out, ensure_ascii=False)
                    compared += 1
                    found = judges.disagreement(here, changed)
                    if found:
                        wrong.append(f"{title}: {what}: {found}")
    print(f"documents compared: {compared}, disagreements: {len(wrong)}")
    for each in wrong[:40]:
        print(each)
    return 1 if wrong or compared < 1000 else 0


sys.exit(main())
