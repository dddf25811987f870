"""Writes small networks with weights, as ONNX and .pt2, and what onnxruntime, PyTorch and LiteRT compute on them.

    modelvalues.sh

installs what it needs and writes Tests/ReferenceExecutorTests/Fixtures/models. Nothing here comes from costcalc. Inputs
are a formula of their places (`number` below), which the tests repeat. Of large outputs every so many elements are kept.
"""

import json
import pathlib
import sys

import numpy
import onnx
import onnxruntime
import torch
from onnx import helper, numpy_helper
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(1)
KEPT = 32


def number(count, which):
    """Numbers between -1 and 1: the same sequence for each place among the inputs."""
    places = numpy.arange(count, dtype=numpy.int64)
    return ((places * 7919 + which * 104729 + 17) % 2003) / 1001.5 - 1


def data(sizes, which, kind=numpy.float32):
    count = int(numpy.prod(sizes))
    if kind == numpy.float32:
        return number(count, which).astype(numpy.float32).reshape(sizes)
    return (numpy.arange(count) % 2).astype(kind).reshape(sizes)


class Mobile(nn.Module):
    """An inverted residual with squeeze and excitation, as in MobileNet V3, and a classifier."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1, bias=False), nn.BatchNorm2d(8, eps=1e-3), nn.Hardswish())
        self.expand = nn.Sequential(nn.Conv2d(8, 24, 1, bias=False), nn.BatchNorm2d(24), nn.ReLU6())
        self.depthwise = nn.Sequential(
            nn.Conv2d(24, 24, 5, padding=2, groups=24, bias=False), nn.BatchNorm2d(24), nn.SiLU())
        self.down, self.up = nn.Conv2d(24, 6, 1), nn.Conv2d(6, 24, 1)
        self.project = nn.Sequential(nn.Conv2d(24, 8, 1, bias=False), nn.BatchNorm2d(8))
        self.grouped = nn.Conv2d(8, 12, 3, stride=(2, 1), padding=(1, 2), dilation=(1, 2), groups=4)
        self.classifier = nn.Linear(12, 10)

    def forward(self, image):
        x = self.stem(image)
        y = self.depthwise(self.expand(x))
        y = y * F.hardsigmoid(self.up(F.relu(self.down(F.adaptive_avg_pool2d(y, 1)))))
        y = self.grouped(x + self.project(y))
        return F.softmax(self.classifier(F.avg_pool2d(y, 3, 2, 1).mean((2, 3))), 1), y


class Attention(nn.Module):
    """Patches, a block of a transformer with its position embedding, and norms."""

    def __init__(self):
        super().__init__()
        self.patches = nn.Conv2d(3, 16, 4, 4)
        self.position = nn.Parameter(torch.randn(1, 9, 16))
        self.token = nn.Parameter(torch.randn(1, 1, 16))
        self.norm1, self.norm2, self.last = nn.LayerNorm(16, eps=1e-6), nn.LayerNorm(16), nn.LayerNorm(16, eps=1e-3)
        self.qkv, self.out = nn.Linear(16, 48), nn.Linear(16, 16)
        self.mlp = nn.Sequential(nn.Linear(16, 32), nn.GELU(), nn.Linear(32, 16, bias=False))
        self.other = nn.Sequential(nn.Linear(16, 8), nn.GELU(approximate="tanh"), nn.Linear(8, 16))
        self.scale = nn.Parameter(torch.full((16,), 0.3))

    def forward(self, image):
        x = self.patches(image).flatten(2).transpose(1, 2)
        x = torch.cat([self.token.expand(x.shape[0], -1, -1), x], 1)
        x = x + self.position[:, :x.shape[1]]
        q, k, v = self.qkv(self.norm1(x)).reshape(1, -1, 3, 4, 4).permute(2, 0, 3, 1, 4).unbind(0)
        y = F.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(1, -1, 16)
        x = x + self.scale * self.out(y)
        x = x + self.mlp(self.norm2(x)) + self.other(x)
        return self.last(x)[:, 0], x


class Decoder(nn.Module):
    """What segmentation and super-resolution are made of: maps that grow again."""

    def __init__(self):
        super().__init__()
        self.enter = nn.Conv2d(3, 8, 3, padding=1, padding_mode="reflect")
        self.norm, self.instance = nn.GroupNorm(4, 8, eps=1e-4), nn.InstanceNorm2d(8, affine=True)
        self.up, self.wide = nn.ConvTranspose2d(8, 6, 4, 2, 1), nn.ConvTranspose2d(8, 4, 3, 2, 1, 1, groups=2)
        self.prelu, self.shared = nn.PReLU(6), nn.PReLU()
        self.shuffle, self.line = nn.Conv2d(8, 12, 1), nn.Conv1d(6, 4, 3, padding=1)

    def forward(self, image):
        x = F.leaky_relu(self.norm(self.enter(image)), 0.2)
        y = F.elu(self.instance(F.max_pool2d(x, 3, 2, 1)), 0.7)
        up = self.prelu(self.up(y))
        wide = self.shared(self.wide(y))
        soft = F.interpolate(y, scale_factor=2, mode="bilinear", align_corners=False)
        corners = F.interpolate(y, size=(9, 11), mode="bilinear", align_corners=True)
        near = F.interpolate(y, scale_factor=2, mode="nearest")
        fine = F.pixel_shuffle(self.shuffle(y), 2)
        joined = torch.cat([up, wide, soft, near, fine], 1)
        line = F.softplus(self.line(up.mean(3)))
        return F.pad(joined, (1, 0, 2, 1), value=0.5), F.mish(corners), F.log_softmax(line, 1)


class Recurrent(nn.Module):
    """Layers that read a sequence step by step."""

    def __init__(self):
        super().__init__()
        self.enter = nn.Conv1d(5, 6, 3, padding=1)
        self.lstm = nn.LSTM(6, 4, 2, bidirectional=True, batch_first=True)
        self.gru, self.rnn = nn.GRU(8, 5, batch_first=True), nn.RNN(5, 3, batch_first=True)

    def forward(self, sequence):
        x = torch.tanh(self.enter(sequence)).transpose(1, 2)
        x, _ = self.lstm(x)
        y, last = self.gru(x)
        z, _ = self.rnn(y)
        return z, last


def kept(array):
    """Every so many elements, and the largest magnitude of all."""
    flat = numpy.asarray(array, dtype=numpy.float64).reshape(-1)
    step = max(1, -(-flat.size // KEPT))
    finite = flat[numpy.isfinite(flat)]
    return {
        "sizes": list(numpy.shape(array)), "step": step,
        "largest": float(f"{numpy.abs(finite).max() if finite.size else 0:.6g}"),
        "values": [float(f"{x:.6g}") if numpy.isfinite(x) else str(x) for x in flat[::step]]}


class Writer:
    def __init__(self, folder):
        self.folder, self.cases = pathlib.Path(folder), {}

    def record(self, file, by, inputs, names, outputs):
        self.cases[file] = {
            "by": by, "inputs": [list(array.shape) for array in inputs],
            "outputs": [{"name": name} | kept(array) for name, array in zip(names, outputs)]}

    def onnx(self, file, path=None):
        session = onnxruntime.InferenceSession(str(path or self.folder / file), providers=["CPUExecutionProvider"])
        kinds = {"tensor(float)": numpy.float32, "tensor(int64)": numpy.int64, "tensor(int32)": numpy.int32,
                 "tensor(bool)": numpy.bool_, "tensor(uint8)": numpy.uint8}
        inputs = [data(value.shape, place, kinds[value.type]) for place, value in enumerate(session.get_inputs())]
        names = [value.name for value in session.get_outputs()]
        outputs = session.run(None, dict(zip([value.name for value in session.get_inputs()], inputs)))
        self.record(file, f"onnxruntime {onnxruntime.__version__}", inputs, names, outputs)

    def torch(self, name, module, sizes):
        torch.manual_seed(1)
        module = module().eval()
        for part in module.modules():
            if isinstance(part, (nn.BatchNorm2d, nn.GroupNorm, nn.LayerNorm, nn.InstanceNorm2d)):
                nn.init.uniform_(part.weight, 0.5, 1.5)
                nn.init.uniform_(part.bias, -0.5, 0.5)
            if isinstance(part, nn.BatchNorm2d):
                part.running_mean.uniform_(-0.3, 0.3)
                part.running_var.uniform_(0.5, 1.5)
            if isinstance(part, nn.PReLU):
                nn.init.uniform_(part.weight, 0.1, 0.4)
        inputs = [data(sizes, 0)]
        sample = tuple(torch.from_numpy(array) for array in inputs)
        with torch.no_grad():
            outputs = [array.numpy() for array in module(*sample)]
        program = torch.export.export(module, sample)
        save(program, self.folder / f"{name}.pt2")
        self.record(f"{name}.pt2", f"PyTorch {torch.__version__}", inputs,
                    [f"output {place}" for place in range(len(outputs))], outputs)
        torch.onnx.export(module, sample, str(self.folder / f"{name}.onnx"), dynamo=True, external_data=False)
        strip(self.folder / f"{name}.onnx")
        self.onnx(f"{name}.onnx")

    def tflite(self, file, path):
        from ai_edge_litert import interpreter
        from importlib.metadata import version

        model = interpreter.Interpreter(str(path), num_threads=1)
        model.allocate_tensors()
        inputs = []
        for place, detail in enumerate(model.get_input_details()):
            inputs.append(data(detail["shape"], place, detail["dtype"]))
            model.set_tensor(detail["index"], inputs[-1])
        model.invoke()
        details = model.get_output_details()
        self.record(file, f"LiteRT {version('ai-edge-litert')}", inputs, [detail["name"] for detail in details],
                    [model.get_tensor(detail["index"]) for detail in details])


def strip(path):
    """Without what the exporter notes of its source."""
    model = onnx.load(path)
    for node in model.graph.node:
        del node.metadata_props[:]
        node.doc_string = ""
    for function in model.functions:
        for node in function.node:
            del node.metadata_props[:]
            node.doc_string = ""
    for values in (model.graph.value_info, model.graph.input, model.graph.output):
        for value in values:
            del value.metadata_props[:]
    del model.metadata_props[:]
    del model.graph.metadata_props[:]
    onnx.save(model, path)


def save(program, path):
    """Stored as it is, but without samples and without where in this file each operator stands."""
    import zipfile

    torch.export.save(program, "whole.pt2")
    with zipfile.ZipFile("whole.pt2") as whole, zipfile.ZipFile(path, "w") as file:
        for name in whole.namelist():
            content = whole.read(name)
            if "sample_inputs" in name:
                continue
            if name.endswith("models/model.json"):
                model = json.loads(content)
                for node in model["graph_module"]["graph"]["nodes"]:
                    node["metadata"] = {}
                for tensor in model["graph_module"]["graph"]["tensor_values"].values():
                    for key in ["strides", "device", "layout", "storage_offset", "requires_grad"]:
                        tensor.pop(key, None)
                content = json.dumps(model, separators=(",", ":")).encode()
            file.writestr(name, content)
    pathlib.Path("whole.pt2").unlink()


def arrays(folder):
    """The input of a network and one of its outputs as files of NumPy, which the tool reads."""
    session = onnxruntime.InferenceSession(str(folder / "mobile.onnx"), providers=["CPUExecutionProvider"])
    image = data(session.get_inputs()[0].shape, 0)
    numpy.save(folder / "image.npy", image)
    numpy.save(folder / "softmax.npy", session.run(["softmax"], {"image": image})[0])


def operators(path):
    """Every node of onnxoperators.py that the installed onnxruntime has, with weights."""
    import onnxoperators

    file = onnxoperators.File()
    for line in onnxoperators.NODES.strip().splitlines():
        before = (list(file.nodes), list(file.constants), dict(file.inputs), dict(file.results))
        file.add(line)
        one = onnxoperators.File()
        one.add(line)
        model = onnxoperators.whole(one, one.constants)
        kinds = {value.name: helper.tensor_dtype_to_np_dtype(value.type.tensor_type.elem_type)
                 for value in model.graph.input}
        feeds = {name: data(sizes, place, kinds[name])
                 for place, (name, sizes) in enumerate(one.inputs.items())}
        if onnxoperators.run(model, feeds) is None:
            file.nodes, file.constants, file.inputs, file.results = before
    constants = []
    for place, tensor in enumerate(file.constants):
        array = numpy_helper.to_array(tensor)
        if array.dtype == numpy.float32 and array.size > 3 and (array == 1).all():
            array = (number(array.size, place + 50) / 2 + 0.6).astype(numpy.float32).reshape(array.shape)
        constants.append(numpy_helper.from_array(array, tensor.name))
    onnx.save(onnxoperators.whole(file, constants), path)


def main(folder, files):
    writer = Writer(folder)
    writer.torch("mobile", Mobile, [1, 3, 17, 20])
    writer.torch("attention", Attention, [1, 3, 8, 16])
    writer.torch("decoder", Decoder, [1, 3, 10, 12])
    writer.torch("recurrent", Recurrent, [1, 5, 9])
    arrays(writer.folder)
    operators(writer.folder / "operators.onnx")
    writer.onnx("operators.onnx")
    files = pathlib.Path(files)
    for name in ["operators.tflite", "quantized_fp16.tflite", "operators_recurrent.tflite"]:
        writer.tflite(name, files / name)
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(case)}" for name, case in writer.cases.items())
    (writer.folder / "outputs.json").write_text("{\n" + lines + "\n}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
