"""Parts that apps above put on pages whose views know nothing of them."""

from django import template

from organisations import panels

register = template.Library()


@register.simple_tag(takes_context=True)
def panels_of(context, subject, obj):
    """The panels of a page: `{% panels_of "nomination_file" file as shown %}`, each with its template and data."""
    return panels.panels_for(subject, obj, context["request"].user)
