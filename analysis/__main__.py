"""The command line: python -m analysis report, verify, check, score, evaluate, fit, notebook, code, agreement."""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

READ_ALL, SOME_REFUSED, NOTHING, CANNOT_WRITE = 0, 1, 2, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; every error is one sentence on stderr, and the exit code says what became of the work.

    0: all read; 1: some refused, the rest done (or `--fail-on` reached); 2: nothing usable or wrong call;
    3: cannot write.
    """
    options = _parser().parse_args(argv)
    try:
        return options.run(options)
    except (ValueError, FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        return _fail(NOTHING, error)
    except OSError as error:
        return _fail(CANNOT_WRITE, error)
    except KeyboardInterrupt:
        return _fail(130, "stopped")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m analysis", description="How do these outlets word the same event?")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    report = commands.add_parser("report", help="one page and its tables from files and folders of articles")
    report.add_argument(
        "paths", nargs="+", metavar="PATH", help="files or folders: .txt .csv .jsonl .html .docx .parquet"
    )
    report.add_argument("--out", required=True, metavar="DIR", help="folder for report.html and the tables")
    event = "put all articles under this one event; unless said, events are as named, or as found"
    report.add_argument("--event", metavar="NAME", help=event)
    report.add_argument("--columns", metavar="text=body,outlet=source", help="what a table's columns are called")
    report.add_argument("--outlets", metavar="A,B", help="the two outlets shown side by side")
    report.add_argument(
        "--share", action="store_true", help="for handing on: no run of more than 25 words of any article"
    )
    report.set_defaults(run=_report)

    verify = commands.add_parser("verify", help="make a report again from its inputs and name what changed")
    verify.add_argument("report", metavar="REPORT", help="report.html, or the folder it lies in")
    verify.add_argument("paths", nargs="*", metavar="PATH", help="the inputs, where they have moved")
    verify.set_defaults(run=_verify)

    check = commands.add_parser("check", help="one draft's loaded words, with line, voice and a plainer wording")
    check.add_argument("file", metavar="FILE", help="a text file or .docx, or - for standard input")
    check.add_argument(
        "--fail-on", type=int, metavar="N", help="exit 1 at N or more loaded words in the draft's own voice"
    )
    check.add_argument("--format", choices=["text", "html", "json"], default="text", help="text unless said")
    check.add_argument("--rules", metavar="FILE", help="house rules, a CSV with rule, term, instead; else wording.csv")
    check.set_defaults(run=_check)

    score = commands.add_parser("score", help="scores of any number of articles in one parquet file")
    score.add_argument("paths", nargs="+", metavar="PATH", help="files or folders, as for report")
    score.add_argument("--out", required=True, metavar="FILE.parquet", help="appears whole, when all is done")
    score.add_argument("--measures", metavar="A,B", help="of loaded, voices, acts, frames, sentiment; all unless said")
    score.add_argument("--event", metavar="NAME", help="put all articles under this one event")
    score.add_argument("--columns", metavar="text=body,outlet=source", help="what a table's columns are called")
    score.add_argument("--workers", type=int, metavar="N", help="processes; as many as there are cores unless said")
    score.add_argument("--engine", choices=("local", "dask"), default="local", help="this machine, or a Dask cluster")
    score.add_argument("--scheduler", metavar="ADDRESS", help="of a running cluster: tcp://host:8786")
    score.set_defaults(run=_score)

    evaluate = commands.add_parser("evaluate", help="how far every marker agrees with people, on annotated data")
    evaluate.add_argument("folders", nargs="+", metavar="DIR", help="folders of annotated news, or labelled CSV files")
    evaluate.add_argument("--out", metavar="DIR", help="write card.csv, card.json and card.svg there")
    evaluate.set_defaults(run=_evaluate)

    fit = commands.add_parser("fit", help="fit the shipped models again, from articles and marked sentences")
    fit.add_argument(
        "folder", metavar="DIR", help="holds allsides.jsonl.gz (articles), babe.jsonl (marked words), newsmtsc/"
    )
    fit.add_argument("--out", metavar="DIR", help="where the tables go; the package's own folder unless said")
    fit.set_defaults(run=_fit)

    notebook = commands.add_parser("notebook", help="run a notebook on articles of your own")
    notebook.add_argument("number", metavar="NN", help="its number, for example 01")
    notebook.add_argument("--articles", required=True, metavar="PATH", help="folder or file of articles")
    notebook.add_argument("--lexicon", metavar="DIR", help="a lexicon of your own, where the notebook counts words")
    notebook.add_argument("--out", metavar="FILE.ipynb", help="where the executed notebook goes")
    notebook.set_defaults(run=_notebook)

    code = commands.add_parser("code", help="a blind sheet of sentences for people to code, and its key")
    code.add_argument("paths", nargs="+", metavar="PATH", help="files or folders of articles")
    code.add_argument("--out", required=True, metavar="FILE", help="sheet.csv to fill in, or sheet.html to print")
    code.add_argument("--n", type=int, default=30, metavar="N", help="number of sentences (30)")
    code.add_argument("--seed", type=int, default=0, metavar="N", help="another number draws other sentences (0)")
    code.set_defaults(run=_code)

    agreement = commands.add_parser("agreement", help="how far coders agree: Krippendorff's alpha with its interval")
    agreement.add_argument("files", nargs="+", metavar="FILE", help="CSV files with the columns unit, coder, code")
    agreement.add_argument("--level", default="nominal", help="nominal (as it is), ordinal or interval")
    agreement.set_defaults(run=_agreement)
    return parser


def _report(options: argparse.Namespace) -> int:
    from analysis import read_articles, write_report
    from analysis.show.report import of_event

    columns = _columns(options.columns)
    articles = read_articles(*options.paths, columns=columns, event=options.event)
    chosen = of_event(articles, options.event)
    outlets = options.outlets.split(",") if options.outlets else None
    given = {"paths": options.paths, "columns": columns}
    page = write_report(chosen, options.out, event=options.event, outlets=outlets, share=options.share, given=given)
    found = articles.attrs["found"]
    print(f"{page}: {len(articles)} articles of {articles['outlet'].nunique()} outlets; {_account(found)}")
    if grouped := chosen.attrs.get("grouped"):
        print(grouped)
    return SOME_REFUSED if found["refused"] else READ_ALL


def _verify(options: argparse.Namespace) -> int:
    from analysis.show.verify import verify

    differing = verify(options.report, *options.paths)
    print("\n".join(differing) or f"{options.report}: the same to the byte when made again from its inputs.")
    return SOME_REFUSED if differing else READ_ALL


def _account(found: dict[str, int]) -> str:
    return f"{found['found']} found = {found['read']} read + {found['refused']} refused + {found['skipped']} skipped."


def _check(options: argparse.Namespace) -> int:
    from analysis.show.draft import check_draft, read_draft
    from analysis.show.rules import read_rules

    rules = read_rules(options.rules)
    draft = check_draft(read_draft(options.file), rules=rules)
    if options.format == "html":
        from analysis.show.draft_page import draft_page

        name = "standard input" if options.file == "-" else Path(options.file).name
        print(draft_page(draft, name))
    else:
        print(draft.as_json() if options.format == "json" else draft)
    over = options.fail_on is not None and draft.n_own_voice >= options.fail_on
    return SOME_REFUSED if over else READ_ALL


def _score(options: argparse.Namespace) -> int:
    from analysis.engines import on_dask, on_this_machine
    from analysis.scale import MEASURES, score_files

    if options.workers is not None and options.workers < 1:
        raise ValueError(f"--workers must be 1 or more; received {options.workers}.")
    if options.scheduler and options.engine != "dask":
        raise ValueError("--scheduler goes with --engine dask.")
    on_cluster = options.engine == "dask"
    engine = on_dask(options.scheduler, options.workers) if on_cluster else on_this_machine(options.workers)
    done = score_files(
        *options.paths, out=options.out, columns=_columns(options.columns), event=options.event, engine=engine,
        measures=options.measures.split(",") if options.measures else MEASURES,
    )  # fmt: skip
    print(f"{done.path}: {done.n} articles, {done.n_not_scored} of them not scored; {_account(done.found)}")
    return SOME_REFUSED if done.found["refused"] or done.n_not_scored else READ_ALL


def _evaluate(options: argparse.Namespace) -> int:
    from analysis.show.card import write_card
    from analysis.validate.evaluate import evaluate

    card = write_card(*options.folders, out=options.out) if options.out else evaluate(*options.folders)
    print(card[["task", "data", "marker", "measure", "value", "low", "high", "n"]].round(3).to_string(index=False))
    return READ_ALL


def _fit(options: argparse.Namespace) -> int:
    from analysis import FITTED
    from analysis.validate.fit import fit
    from analysis.validate.fit_toward import TARGETS, fit_toward

    out, say = options.out or FITTED, partial(print, file=sys.stderr)
    print(fit(options.folder, out, say=say))
    if (Path(options.folder) / TARGETS).is_file():
        fit_toward(options.folder, out, say=say)
    return READ_ALL


def _notebook(options: argparse.Namespace) -> int:
    from analysis.show.notebook import run_notebook

    print(run_notebook(options.number, options.articles, options.out, lexicon=options.lexicon))
    return READ_ALL


def _code(options: argparse.Namespace) -> int:
    from analysis import read_articles
    from analysis.show.sheet import write_sheet

    articles = read_articles(*options.paths)
    *sheets, key, tool = write_sheet(articles, options.out, n=options.n, seed=options.seed)
    print(f"{' and '.join(map(str, sheets))}: to be coded. Keep {key} and {tool} from the coders until all are in.")
    return SOME_REFUSED if articles.attrs["found"]["refused"] else READ_ALL


def _agreement(options: argparse.Namespace) -> int:
    from analysis import agreement, read_codes

    result = agreement(read_codes(*options.files), level=options.level)
    print(result)
    for head, table in (("Each two", result.pairs.round(2)), ("Codes used", result.used.reset_index())):
        print(f"\n{head}\n{table.to_string(index=False)}")
    print(f"\nUnits with different codes: {len(result.disagreements)}")
    for row in result.disagreements.to_dict("records"):
        codes = ", ".join(f"{coder} {row[coder]}" for coder in result.coders if row[coder] == row[coder])
        print(f"  {row['unit']}: {codes}. {row.get('sentence', '')}")
    return READ_ALL


def _columns(text: str | None) -> dict[str, str] | None:
    if text is None:
        return None
    pairs = [part.partition("=") for part in text.split(",")]
    if bad := [a for a, sign, b in pairs if not (a and sign and b)]:
        raise ValueError(f"--columns has {bad[0]!r}; write it as text=body,outlet=source.")
    return {a.strip(): b.strip() for a, _, b in pairs}


def _fail(code: int, error: object) -> int:
    print(f"analysis: {' '.join(str(error).split())}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
