"""Which scripts a step of the form loads, or may load, beyond what every page has; and what they weigh as sent."""

import gzip
import re
from hashlib import md5
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from forms_builder import rendering
from petbuddy.static_storage import compact

SCRIPTS = (Path(settings.BASE_DIR) / "static" / "js").resolve()
# Header, bell and hearts stand on ordinary pages; a step has its own head instead.
ORDINARY = ("main.js", *(f"controllers/{name}_controller.js" for name in ("session", "bell", "like")))
EVERY_STEP = ("controllers/apply_controller.js", "controllers/error_summary_controller.js")
RULES = SCRIPTS / "models" / "form_rules" / "basics.js"

_STATIC = re.compile(r"""(?:from|import)\s*["'](\.[^"']+)["']""")
_NEEDED = re.compile(r"""(\w+)(?: =|:) \(\) => import\("\./(\w+\.js)"\)""")
_SAME = re.compile(r"^  (\w+): (\w+),$", re.MULTILINE)
_NAMES = re.compile(r"""(?<=["'])(\.[./\w]+)\.js(?=["'])""")
_CONTROLLERS = re.compile(r'data-controller="([^"]+)"')


def tree(*names):
    """These modules and all that they import by themselves."""
    found, waiting = set(), [SCRIPTS / name for name in names]
    while waiting:
        path = waiting.pop().resolve()
        if path not in found:
            found.add(path)
            waiting += [path.parent / name for name in _STATIC.findall(path.read_text("utf-8"))]
    return found


def scripts_of(items):
    """What a step that asks these questions loads of the form's own, conditions and a list of mistakes included."""
    return tree(*EVERY_STEP, *_controllers(items), *_rules(items)) - tree(*ORDINARY)


def size(paths):
    """Compressed, each by itself, with names of others as long and as odd as they are when collected."""
    return sum(len(gzip.compress(_collected(path).encode(), 9)) for path in paths)


def _collected(path):
    return _NAMES.sub(
        lambda name: f"{name[1]}.{md5(name[1].encode()).hexdigest()[:12]}.js", compact(path.read_text("utf-8"))
    )


def _controllers(items):
    """Those that the questions bring along when they are drawn."""
    form = {"schema_version": 1, "title": "Form", "language": "en", "pages": [{"id": "p_one", "items": items}]}
    (page,) = rendering.form_pages(form, {}, language="en")
    html = render_to_string("forms_builder/_form.html", {"items": page["items"]})
    return {
        f"controllers/{name.replace('-', '_')}_controller.js"
        for each in _CONTROLLERS.findall(html)
        for name in each.split()
    }


def _rules(items):
    """Those that `kindsOf` fetches."""
    source = RULES.read_text("utf-8")
    modules = dict(_NEEDED.findall(source))
    modules |= {name: modules[same] for name, same in _SAME.findall(source) if same in modules}
    asked = [part for item in items for part in (item, *item.get("fields", ()))]
    names = {name for part in asked for name in (part["type"], part.get("format"))}
    return {f"models/form_rules/{modules[name]}" for name in names if name in modules}
