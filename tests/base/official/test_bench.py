"""The measured documents are what they claim to be."""

import pytest

from emulation.base.official import bench
from tests.base.official.papers import text_of_pdf


@pytest.mark.django_db
def test_six_hundred_names_without_a_query(django_assert_num_queries):
    parts = {part.name: part for part in bench.parts()}
    with django_assert_num_queries(0):
        assert parts["document_word"].prepare()()[:2] == b"PK"
        content = parts["document_pdf"].prepare()()
    assert "600 Nguyễn Văn 600" in text_of_pdf(content)
