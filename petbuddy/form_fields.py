"""From a Django form to the parts that the field template draws."""

from django import forms

from petbuddy.text_length import code_points


def anatomy(bound, *, label="", help_text="", row=False, tiles=False, switch=False):
    """What components/field.html needs to draw one bound field."""
    shape = shape_of(bound, switch)
    ids = {part: f"{bound.auto_id}_{part}" for part in ("helptext", "error", "count")}
    help_text = help_text or bound.help_text
    limit = counted_limit(bound) if shape == "input" else None
    described_by = " ".join(
        ids[part] for part, is_there in (("helptext", help_text), ("error", bound.errors), ("count", limit)) if is_there
    )
    attrs = control_attrs(bound, shape, described_by)
    return {
        "bound": bound,
        "shape": shape,
        "label": label or bound.label,
        "help_text": help_text,
        "is_optional": not bound.field.required and shape in ("input", "group"),
        "ids": ids,
        "limit": limit,
        "left": limit - code_points(str(bound.value() or "")) if limit else None,
        "described_by": described_by,
        "control": bound.as_widget(attrs=attrs) if shape != "group" else "",
        "options": options_of(bound) if shape == "group" else (),
        "list_css": "choice-list choice-list--row" if row or tiles else "choice-list",
        "choice_css": "choice choice--tile" if tiles else "choice",
    }


def shape_of(bound, switch):
    """Which of the five shapes the control has: input, group, choice, switch, hidden."""
    widget = bound.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "group"
    if isinstance(widget, forms.CheckboxInput):
        return "switch" if switch else "choice"
    return "input"


def control_attrs(bound, shape, described_by):
    """Attributes that tie the control to its help, error and counter, and give it its class."""
    own = bound.field.widget.attrs
    attrs = {"class": " ".join(filter(None, [css_of(bound.field.widget, shape), own.get("class", "")]))}
    if described_by and shape != "group":
        attrs["aria-describedby"] = described_by
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if shape == "switch":
        attrs["role"] = "switch"
    if counted_limit(bound):
        # The browser would count UTF-16 units and cut what is pasted; the counter and the server count code points.
        attrs["maxlength"] = False
    return attrs


def css_of(widget, shape):
    if shape in ("choice", "switch"):
        return f"{shape}__input"
    if isinstance(widget, forms.Textarea):
        return "input input--area"
    if isinstance(widget, forms.Select):
        return "input input--select"
    return "input" if shape == "input" else ""


def counted_limit(bound):
    """The longest answer, where the person types freely and the field has a limit."""
    types_text = isinstance(bound.field.widget, (forms.Textarea, forms.TextInput)) and not isinstance(
        bound.field.widget, (forms.EmailInput, forms.URLInput, forms.PasswordInput)
    )
    return getattr(bound.field, "max_length", None) if types_text else None


def options_of(bound):
    """Each option of a group with its own control, without the widget's list markup."""
    css = {"class": "choice__input", **({"aria-invalid": "true"} if bound.errors else {})}
    return [option_parts(option, css) for option in bound.subwidgets]


def option_parts(option, css):
    option.data["attrs"] = {**option.data["attrs"], **css}
    return {"control": option.tag(wrap_label=False), "text": option.choice_label, "id": option.id_for_label}


def summary(form_list):
    """(address of the field, words) for every error of the forms, in the order of the page."""
    found = []
    for form in filter(None, form_list):
        found += [("", message) for message in form.non_field_errors()]
        found += [(target_of(bound), message) for bound in form for message in bound.errors]
    return found


def target_of(bound):
    if isinstance(bound.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id
