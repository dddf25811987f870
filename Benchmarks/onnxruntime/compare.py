"""Compares the fast kernels with those of onnxruntime: one core, the same layers and networks.

run.sh installs what this imports, and calls it. README.md says what is compared, and how.
"""

import argparse
import csv
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import numpy
import onnxruntime

import networks


class Ours:
    """The programs that were built."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def output(self, program, *words):
        command = [self.folder / program, *map(str, words)]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout

    def macs(self, name):
        return json.loads(self.output("costcalc", "count", name, "--format", "json"))["totals"]["macs"]

    def microseconds(self, model, repeats):
        """The median of whole runs of a model: its name or its file."""
        lines = self.output("benchmarks", "layers", model, "--repeats", repeats).splitlines()
        return float(list(csv.DictReader(lines))[-1]["microseconds"])


def spec(kind, kernel, stride, inputs, channels, size, act):
    """A spec of one convolution."""
    return {
        "name": "layer", "input": [size, size, inputs], "body": [
            ["operator", "k", "c", "s", "norm", "act"],
            [kind, kernel, "-" if kind == "depthwise" else channels, stride, "batch", act]]}


def session(model, profile=None):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.log_severity_level = 3
    if profile:
        options.enable_profiling = True
        options.profile_file_prefix = str(profile)
    return onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def run(session, repeats):
    """The times of runs between buffers that stay, after one that warms up."""
    size = session.get_inputs()[0].shape
    image = numpy.random.default_rng(0).uniform(-1, 1, size).astype(numpy.float32)
    binding = session.io_binding()
    binding.bind_ortvalue_input("input", onnxruntime.OrtValue.ortvalue_from_numpy(image))
    output = session.get_outputs()[0]
    binding.bind_ortvalue_output(
        output.name, onnxruntime.OrtValue.ortvalue_from_shape_and_type(output.shape, numpy.float32))
    times = []
    for _ in range(repeats + 1):
        start = time.perf_counter()
        session.run_with_iobinding(binding)
        times.append((time.perf_counter() - start) * 1e6)
    return times[1:]


def kernel_microseconds(model, repeats):
    """The median of what a model's convolution takes by onnxruntime's own profile.

    Without the session around it, and without the conversions to and from the order of elements
    in which it is done: a network converts once, not at each layer.
    """
    with tempfile.TemporaryDirectory() as folder:
        profiled = session(model, pathlib.Path(folder) / "profile")
        run(profiled, repeats)
        events = json.loads(pathlib.Path(profiled.end_profiling()).read_text())
    times = [
        event["dur"] for event in events
        if event["name"].endswith("_kernel_time") and "Conv" in event["args"]["op_name"]]
    assert len(times) == repeats + 1, "one convolution a run"
    return statistics.median(times[1:])


class Row:
    """One layer or network, by rounds that alternate."""

    def __init__(self, name, ours, theirs):
        self.name, self.ours, self.theirs = name, ours, theirs
        self.times = [], []

    def measure(self):
        for times, timed in zip(self.times, (self.ours, self.theirs)):
            times.append(timed())

    @property
    def medians(self):
        return [statistics.median(times) for times in self.times]

    @property
    def ratio(self):
        ours, theirs = self.medians
        return theirs / ours

    def line(self):
        ours, theirs = self.medians
        return f"| {self.name} | {ours:,.0f} | {theirs:,.0f} | {self.ratio:.2f} |"


def geometric_mean(rows):
    return statistics.geometric_mean(row.ratio for row in rows)


def machine():
    """The processor by its name, and how busy the machine is."""
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(": ", 1)[1] for line in lines if line.startswith("model name")), "?")
    return f"{model}; load average {', '.join(f'{load:.2f}' for load in os.getloadavg())}"


def layer_rows(graph, ours, repeats, folder):
    rows = []
    for index, shape in enumerate(graph.convolutions):
        kind, kernel, stride, inputs, channels, size, _ = shape
        file = pathlib.Path(folder) / f"layer{index}.json"
        file.write_text(json.dumps(spec(*shape)))
        model = networks.layer(*shape).model()
        counted = networks.macs(model)
        if ours.macs(file) != counted:
            sys.exit(f"{file}: {ours.macs(file)} MACs, and {counted} in the graph")
        rows.append(Row(
            f"{kind} {kernel}x{kernel} /{stride}, {inputs}x{size}x{size} to {channels}",
            lambda file=file: ours.microseconds(file, repeats),
            lambda model=model: kernel_microseconds(model, repeats)))
    return rows


def network_row(graph, ours, repeats):
    model = graph.model()
    counted, expected = networks.macs(model), ours.macs(graph.name)
    if counted != expected:
        sys.exit(f"{graph.name}: {counted} MACs in the graph, {expected} by costcalc")
    return Row(
        f"{graph.name}, {counted:,} MACs",
        lambda: ours.microseconds(graph.name, repeats),
        lambda: statistics.median(run(session(model), repeats)))


def show(title, rows):
    print(f"\n| {title} | ours, µs | onnxruntime, µs | theirs / ours |\n|---|--:|--:|--:|")
    for row in rows:
        print(row.line())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("programs", help="the folder of costcalc and benchmarks, built for release")
    parser.add_argument("--rounds", type=int, default=5, help="how often the two alternate")
    parser.add_argument("--repeats", type=int, default=100, help="runs of a layer in a round")
    parser.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)))
    arguments = parser.parse_args()
    # What is started from here on, the programs too, stays on the core.
    os.sched_setaffinity(0, {arguments.core})
    ours = Ours(arguments.programs)
    print(f"{machine()}\nonnxruntime {onnxruntime.__version__}, numpy {numpy.__version__}")
    print(f"medians of {arguments.rounds} rounds of {arguments.repeats} runs of a layer")
    with tempfile.TemporaryDirectory() as folder:
        first = networks.mobilenet_v1()
        layers = layer_rows(first, ours, arguments.repeats, folder)
        # Networks take longer than layers, so that fewer runs are enough.
        wholes = [
            network_row(graph, ours, max(1, arguments.repeats // 3))
            for graph in (first, networks.mobilenet_v2(), networks.efficientnet_b0())]
        for _ in range(arguments.rounds):
            for row in layers + wholes:
                row.measure()
    show("layer of MobileNet V1", layers)
    for kind in ("depthwise 3x3", "conv 1x1", ""):
        some = [row for row in layers if row.name.startswith(kind)]
        print(f"| geometric mean of {len(some)} {kind or 'layers'} | | | {geometric_mean(some):.2f} |")
    show("network", wholes)
    print(f"\n{machine()}, at the end")


if __name__ == "__main__":
    main()
