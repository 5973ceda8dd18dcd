"""A tile says where its number comes from: what those concerned told is marked so beside the mark of a demonstration."""

from hirfa.web.parts import Provenance, Tile


def test_a_number_that_nobody_counted_bears_both_marks_in_a_demonstration():
    tile = Tile("Rights open", "12", provenance=Provenance.DEMONSTRATION, declared=True)
    assert tile.marks == [Provenance.DEMONSTRATION, Provenance.DECLARED]


def test_no_data_is_never_marked_declared():
    assert Tile("Visitors", declared=True).marks == [Provenance.NO_DATA]
