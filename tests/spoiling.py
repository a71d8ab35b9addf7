"""Documents of the vectors with wrong values put in anywhere: for tests that nothing ends in a traceback."""

import copy

from hypothesis import strategies as st

from tests.vectors import vectors

WORDS = ["", "-1", "0", "7", "0.5", "1/0", "2/3", "7,5", "1e9", "cap", "max", "inside", "cross", "a", "m1"]
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=3),
    st.sampled_from(WORDS),
    st.builds(list),
    st.builds(dict),
    st.builds(lambda value: [value], st.none() | st.sampled_from(WORDS)),
    st.builds(lambda value: {"a": value}, st.none() | st.sampled_from(WORDS)),
)


def paths_into(value, path: tuple = ()) -> list[tuple]:
    """Every place below the root."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    here = [path] if path else []
    return here + [inner for key, below in pairs for inner in paths_into(below, (*path, key))]


@st.composite
def spoiled(draw, command: str):
    """The input of a vector with one to three values replaced."""
    document = copy.deepcopy(draw(st.sampled_from([parameter.values[0]["input"] for parameter in vectors(command)])))
    for _ in range(draw(st.integers(1, 3))):
        *above, last = draw(st.sampled_from(paths_into(document)))
        target = document
        for key in above:
            target = target[key]
        target[last] = draw(JUNK)
    return document


def answered(function, refusal: type[Exception], document) -> dict:
    """The answer, or the refusal as it is written."""
    try:
        return function(document)
    except refusal as error:
        return error.to_dict()
