"""Days and times in people's words, in templates: {{ slot.starts_at|moment }}."""

from django import template

from adoption import dates

register = template.Library()
register.filter("moment", dates.moment)
register.filter("short_day", dates.day)
