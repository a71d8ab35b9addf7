"""What awards do in the demo's year 2023, called by build_demo."""

from typing import TYPE_CHECKING

from awards import demo_acclaims, demo_registry

if TYPE_CHECKING:
    from campaigns.demo.year import Year


def build(year: "Year") -> None:
    """Called by build_demo after the blocs."""
    demo_acclaims.build(year)
    demo_registry.build(year)
