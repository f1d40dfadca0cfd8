"""CSV files of spreadsheets and other locales are read correctly or refused clearly."""

import io
from pathlib import Path

import pytest
import torch

from xor_tutorial.tables import Standardize, Table, read_table

PLAIN = ["weight,length,kind", "150,7.5,apple", "170,9.8,pear", "140,7.0,apple"]
FEATURES = [[150.0, 7.5], [170.0, 9.8], [140.0, 7.0]]


def saved(tmp_path: Path, text: str | bytes, encoding: str = "utf-8") -> Path:
    path = tmp_path / "fruit.csv"
    path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
    return path


def same(table: Table) -> None:
    """The table of PLAIN in any notation."""
    assert torch.equal(table.features, torch.tensor(FEATURES))
    assert table.features.dtype == torch.float32
    assert table.targets.tolist() == [0, 1, 0]
    assert table.targets.dtype == torch.int64
    assert (table.columns, table.classes) == (("weight", "length"), ("apple", "pear"))


TEXT = "\n".join(PLAIN)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(TEXT, "utf-8", id="plain"),
        pytest.param(TEXT + "\n", "utf-8", id="newline"),
        pytest.param(TEXT + "\n\n  \n,,\n", "utf-8", id="blank end"),
        pytest.param("\n" + TEXT.replace("\n", "\n\n"), "utf-8", id="blank lines"),
        pytest.param(TEXT.replace("\n", "\r\n"), "utf-8", id="Windows"),
        pytest.param(TEXT.replace("\n", "\r"), "utf-8", id="old Mac"),
        pytest.param(TEXT, "utf-8-sig", id="byte order mark"),
        pytest.param(TEXT.replace(",", ";"), "utf-8", id="semicolons"),
        pytest.param(TEXT.replace(",", "\t"), "utf-8", id="tabs"),
        pytest.param(TEXT.replace(",", " , "), "utf-8", id="spaces"),
        pytest.param(TEXT.replace("apple", '"apple"'), "utf-8", id="quoted names"),
        pytest.param(
            TEXT.replace("150", '"150"').replace("7.5", "+7.50"), "utf-8", id="quoted numbers"
        ),
    ],
)
def test_all_notations_of_a_table_are_read_alike(tmp_path: Path, text: str, encoding: str) -> None:
    same(read_table(saved(tmp_path, text, encoding), "kind"))


def test_lines_and_open_files_are_read_like_a_path(tmp_path: Path) -> None:
    same(read_table(PLAIN, "kind"))
    same(read_table(io.StringIO(TEXT, newline=""), "kind"))
    same(read_table(["\ufeff" + PLAIN[0], *PLAIN[1:]], "kind"))
    same(read_table(str(saved(tmp_path, TEXT)), "kind"))


def test_a_named_encoding_is_read_and_an_unnamed_one_refused_with_its_name(tmp_path: Path) -> None:
    text = TEXT.replace("apple", "사과").replace("pear", "배")
    path = saved(tmp_path, text, "cp949")
    assert read_table(path, "kind", encoding="cp949").classes == ("배", "사과")
    with pytest.raises(ValueError, match=r'fruit\.csv:2: not utf-8; .*encoding="cp949"'):
        read_table(path, "kind")
    path = saved(tmp_path, text, "utf-16")
    assert read_table(path, "kind", encoding="utf-16").classes == ("배", "사과")
    with pytest.raises(ValueError, match='encoding="utf-16"'):
        read_table(path, "kind")


def test_commas_between_thousands_are_read_only_where_no_comma_can_be_a_decimal_one() -> None:
    table = read_table(["price,kind", '"53,738",a', '"1,234,567.5",b'], "kind")
    assert table.features.flatten().tolist() == [53738.0, 1234567.5]
    for lines in (["price;kind", "1,234;a"], ["price,kind", '"7,5",a']):
        with pytest.raises(ValueError, match=r"lines:2: .* is no number like 7\.5; fix it"):
            read_table(lines, "kind")


def test_a_file_without_names_is_read_by_position() -> None:
    table = read_table(PLAIN[1:], "3", header=False)
    assert torch.equal(table.features, torch.tensor(FEATURES))
    assert table.columns == ("1", "2")


@pytest.mark.parametrize(("rows", "features", "classes"), [(150, 4, 3), (1000, 1, 2), (7, 9, 5)])
def test_tables_of_any_size_are_read(rows: int, features: int, classes: int) -> None:
    x = torch.randn(rows, features)
    lines = [",".join([*(f"x{k}" for k in range(features)), "class"])]
    lines += [",".join([*map(str, row), f"c{i % classes}"]) for i, row in enumerate(x.tolist())]
    table = read_table(lines, "class")
    assert torch.equal(table.features, x)
    assert table.targets.tolist() == [i % classes for i in range(rows)]
    assert table.lines == tuple(range(2, rows + 2))


def test_classes_that_are_numbers_are_in_the_order_of_their_size() -> None:
    lines = ["x,class", "0,10", "0,2", "0,1"]
    assert read_table(lines, "class").classes == ("1", "2", "10")


def test_a_new_file_is_read_with_the_columns_and_classes_of_the_old_one() -> None:
    new = ["id,length,weight", "7,9.8,170"]
    table = read_table(new, columns=("weight", "length"))
    assert table.features.tolist() == [[torch.tensor(170.0).item(), torch.tensor(9.8).item()]]
    assert table.targets.tolist() == []
    assert table.classes == ()
    labelled = read_table(["weight,length,kind", "1,1,pear"], "kind", classes=("apple", "pear"))
    assert labelled.targets.tolist() == [1]


@pytest.mark.parametrize("missing", ["", "NA", "nan", "?", "-", "null"])
def test_a_missing_value_is_refused_or_its_row_left_out_and_the_others_keep_their_lines(
    missing: str,
) -> None:
    lines = [*PLAIN[:2], f"160,{missing},pear", *PLAIN[2:]]
    with pytest.raises(ValueError, match=r"lines:3: column 'length' has no value; .*skip_missing"):
        read_table(lines, "kind")
    table = read_table(lines, "kind", skip_missing=True)
    same(table)
    assert table.lines == (2, 4, 5)


@pytest.mark.parametrize(
    ("lines", "target", "words"),
    [
        (PLAIN, "Kind", "lines: no column 'Kind' among 'weight', 'length', 'kind'; .*header=False"),
        (PLAIN[1:], "3", "lines: no column '3' among .*header=False"),
        (["1,2", "3,4"], None, "lines:1: numbers where the columns' names .*header=False"),
        (["weight,city,kind", "1,Seoul,a"], "kind", r"lines:2: 'Seoul' .*'city'.*columns=\[...\]"),
        (["weight,kind", "inf,a"], "kind", "lines:2: 'inf' in column 'weight'"),
        (["weight,kind", "1,a", "2,b,", "3,a"], "kind", "lines:3: 3 fields where .* has 2"),
        (["w,kind,x", '1,"a,2', "3,b,4"], "kind", "2 fields where the first line has 3.*mark"),
        (["a,a,kind", "1,2,x"], "kind", "lines:1: two columns are called 'a'; rename one"),
        ([",weight,kind", "0,1,a", "1,2,b"], "kind", "lines: no column '' among"),
        (["weight,kind"], "kind", "lines: no rows"),
        ([], "kind", "lines: empty"),
        (["", " "], "kind", "lines: empty"),
        (["x,kind", "1,a", "2,a"], "kind", "'kind' is 'a' in every row; a target needs two"),
        (["x,y", *(f"1,{k}.5" for k in range(60))], "y", "60 values in 60 rows, .* amounts"),
    ],
)
def test_an_unreadable_value_is_named_with_its_position_and_the_fix(
    lines: list[str], target: str | None, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        read_table(lines, target)


def test_a_class_that_was_not_learned_is_named_with_its_line() -> None:
    with pytest.raises(ValueError, match="lines:2: class 'plum' isn't one of 'apple', 'pear'"):
        read_table(["x,kind", "1,plum"], "kind", classes=("apple", "pear"))


def test_an_excel_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="an Excel workbook; save it as CSV"):
        read_table(saved(tmp_path, b"PK\x03\x04rest"), "kind")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"missing\.csv"):
        read_table(tmp_path / "missing.csv", "kind")


@pytest.mark.parametrize("constant", [0.0, 0.1, 1e6])
def test_a_constant_column_becomes_zero_and_not_nan(constant: float) -> None:
    x = torch.cat([torch.randn(30, 1), torch.full((30, 1), constant)], dim=1)
    z = Standardize(2).measure(x)(x)
    assert z.isfinite().all()
    assert z[:, 1].abs().max() < 0.1
    assert z[:, 0].mean() == pytest.approx(0, abs=1e-6)
    assert z[:, 0].std(correction=0) == pytest.approx(1)


def test_a_single_row_is_measured_without_nan() -> None:
    x = torch.tensor([[3.0, 4.0]])
    assert Standardize(2).measure(x)(x).tolist() == [[0.0, 0.0]]


def test_mean_and_standard_deviation_are_saved_with_the_model() -> None:
    x = torch.randn(20, 3) * 50 + 7
    here = torch.nn.Sequential(Standardize(3), torch.nn.Linear(3, 2))
    here[0].measure(x)  # type: ignore[operator]
    there = torch.nn.Sequential(Standardize(3), torch.nn.Linear(3, 2))
    there.load_state_dict(here.state_dict())
    assert torch.equal(here(x), there(x))
    assert len(list(here.parameters())) == 2
