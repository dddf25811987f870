"""What tflite-micro says of its arena, against `costcalc memory`; and whether a written plan runs.

    pip install tflite-micro
    python3 Tests/oracle/microarena.py .build/debug/costcalc FILE.tflite...

For each file: the head of the arena that tflite-micro reports, that of costcalc, and, where costcalc
finds a better plan, the head that tflite-micro reports for the copy with that plan, and whether its
outputs are equal bit for bit on random inputs. Files that tflite-micro refuses are counted apart. The
exit code is 1 if anything differs. Last run with tflite-micro 0.dev20261023182759.
"""

import json
import os
import re
import subprocess
import sys
import tempfile

RUN = """
import sys
import numpy
from tflite_micro.python.tflite_micro import runtime
path, output, size = sys.argv[1], sys.argv[2], int(sys.argv[3])
interpreter = runtime.Interpreter.from_file(path, arena_size=size)
interpreter.print_allocations()
random = numpy.random.default_rng(1)
results = []


def all_of(ask):
    found = []
    while True:
        try:
            found.append(ask(len(found)))
        except Exception:
            return found


details = all_of(interpreter.get_input_details)
# An input's memory is used again once it has been read: it is set before each run.
for _ in range(2):
    for index, detail in enumerate(details):
        shape, kind = detail["shape"], numpy.dtype(detail["dtype"])
        if kind.kind == "f":
            values = random.uniform(-1, 1, shape).astype(kind)
        elif kind.kind == "b":
            values = random.integers(0, 2, shape).astype(kind)
        else:
            values = random.integers(-100 if kind.kind == "i" else 0, 100, shape).astype(kind)
        interpreter.set_input(values, index)
    interpreter.invoke()
    results += all_of(interpreter.get_output)
numpy.savez(output, *results)
"""


def micro(path, output):
    """The head that tflite-micro reports, and whether it ran; None if it refuses the file."""
    words = [sys.executable, "-c", RUN, path, output, str(1 << 28)]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=120)
    except subprocess.TimeoutExpired:
        return None, False, "timeout"
    log = done.stderr + done.stdout
    found = re.search(r"Arena allocation head (\d+) bytes", log)
    reason = log.strip().splitlines()[-1] if log.strip() else f"exit {done.returncode}"
    return (int(found.group(1)) if found else None), done.returncode == 0, log if found else log


def refusal(log):
    lines = [line for line in log.splitlines() if line.strip() and "File \"" not in line]
    told = [line for line in lines if re.search(r"Didn't find|not supported|Failed|dynamic|!=|Hybrid", line)]
    return (told or lines or ["?"])[0].strip()[:100]


def same(first, second):
    import numpy

    a, b = numpy.load(first), numpy.load(second)
    return a.files == b.files and all(
        a[name].dtype == b[name].dtype and a[name].tobytes() == b[name].tobytes() for name in a.files
    )


def main():
    tool, paths = sys.argv[1], sys.argv[2:]
    equal = differ = refused = unread = better = 0
    with tempfile.TemporaryDirectory() as folder:
        plain, planned, copy = (os.path.join(folder, n) for n in ("a.npz", "b.npz", "copy.tflite"))
        for path in paths:
            head, ran, log = micro(path, plain)
            words = [tool, "memory", path, "--format", "json", "--write-plan", copy]
            done = subprocess.run(words, capture_output=True, text=True)
            if head is None:
                refused += 1
                print(f"refused  {path}: {refusal(log)}")
                continue
            if done.returncode != 0:
                unread += 1
                differ += 1
                print(f"DIFFERS  {path}: tflite-micro {head}, costcalc: {done.stderr.strip()[:200]}")
                continue
            arena = json.loads(done.stdout)["arena"]
            verdict = "equal" if arena["bytes"] == head else "DIFFERS"
            note = ""
            with_plan, ran_again, log = micro(copy, planned)
            if with_plan != arena["best"]:
                verdict, note = "DIFFERS", f", the copy takes {with_plan}"
            elif ran and not (ran_again and same(plain, planned)):
                verdict, note = "DIFFERS", ", the copy has other outputs"
            elif arena["best"] < head:
                better += 1
                note = ", outputs equal" if ran else ", not run"
            equal += verdict == "equal"
            differ += verdict == "DIFFERS"
            print(
                f"{verdict:8} {path}: head {head}, costcalc {arena['bytes']}, best {arena['best']}, "
                f"bound {arena['bound']}{note}", flush=True)
    print(f"{equal} equal, {differ} differ, {refused} refused by tflite-micro, {better} with a better plan")
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
