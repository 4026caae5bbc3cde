"""`flask ask`: what it prints, and what it ends with."""

from flask import Flask

from tests.making import Make


def test_an_unknown_person_and_an_empty_question_are_misuse(app: Flask, make: Make) -> None:
    reader, runner = make.staff(), app.test_cli_runner()
    assert runner.invoke(args=["ask", "Thời hạn bao lâu?", "--as", "ai-do"]).exit_code == 2
    assert runner.invoke(args=["ask", " \u200b\n", "--as", reader.username]).exit_code == 2
    within = ["ask", "Thời hạn?", "--as", reader.username, "--within", "1/KH-UBND"]
    assert runner.invoke(args=within).exit_code == 2


def test_who_keeps_the_machines_gets_no_answers(app: Flask, make: Make) -> None:
    make.directive(symbol="1/KH-UBND")
    runner, keeper = app.test_cli_runner(), make.admin()
    done = runner.invoke(args=["ask", "Văn bản nào tôi chưa đọc?", "--as", keeper.username])
    assert done.exit_code == 2
    assert "1/KH-UBND" not in done.output


def test_in_words_it_tells_the_rows(app: Flask, make: Make) -> None:
    make.directive(symbol="1/KH-UBND", subject="Kế hoạch chuyển đổi số")
    reader = make.staff()
    done = app.test_cli_runner().invoke(
        args=["ask", "Liệt kê các văn bản", "--as", reader.username]
    )
    assert done.exit_code == 0
    assert "1/KH-UBND: Kế hoạch chuyển đổi số" in done.output
