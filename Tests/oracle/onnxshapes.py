"""Writes the shape of every tensor of ONNX files, as onnxruntime's kernels make them, at two input sizes.

    pip install onnx onnxruntime
    python onnxshapes.py shapes.json FILE.onnx …

Nothing is optimized away, and a profile tells what each kernel gave. The second size is the first one with its map at
three quarters, or a batch of two where there is no map; files that do not take it have one. Sizes that a file leaves
open are 1 in front and 32 elsewhere. Tests/ModelFilesTests/Fixtures/shapes.json is what it wrote for small files.
"""

import json
import os
import pathlib
import sys
import tempfile

import numpy
import onnx
import onnxruntime
from onnx import helper, numpy_helper


def sizes(model):
    """The sizes of the inputs as the file has them."""
    constants = {tensor.name for tensor in model.graph.initializer}
    given = {}
    for value in model.graph.input:
        if value.name not in constants:
            dimensions = value.type.tensor_type.shape.dim
            given[value.name] = [
                size.dim_value if size.HasField("dim_value") and size.dim_value > 0 else (1 if place == 0 else 32)
                for place, size in enumerate(dimensions)]
    return given


def smaller(given):
    """Other sizes of the same inputs; None if there are none to try."""
    made = {}
    for name, shape in given.items():
        isMap = len(shape) == 4 and min(shape[2:]) >= 32
        made[name] = shape[:2] + [size * 3 // 4 for size in shape[2:]] if isMap else [2] + shape[1:] if shape else []
    return made if made != given else None


def kind(value):
    return helper.tensor_dtype_to_np_dtype(value.type.tensor_type.elem_type)


def load(path):
    """The file; weights that are not in it are made by nodes in front."""
    model = onnx.load(path, load_external_data=False)
    made = []
    for tensor in list(model.graph.initializer):
        isEmpty = tensor.raw_data == b"" and not (tensor.float_data or tensor.int64_data or tensor.int32_data)
        if tensor.data_location != onnx.TensorProto.EXTERNAL and not (isEmpty and numpy.prod(tensor.dims) > 0):
            continue
        model.graph.initializer.remove(tensor)
        shape = numpy_helper.from_array(numpy.array(tensor.dims, numpy.int64), f"{tensor.name} shape")
        model.graph.initializer.append(shape)
        value = helper.make_tensor("value", tensor.data_type, [1], [1])
        made.append(helper.make_node("ConstantOfShape", [shape.name], [tensor.name], value=value))
    nodes = list(model.graph.node)
    for place, node in enumerate(nodes):
        # The profile knows nodes by name.
        node.name = f"node{place}"
    del model.graph.node[:]
    model.graph.node.extend(made + nodes)
    return model, {node.name: list(node.output) for node in nodes}


def shapes(path, given):
    """The shape of every tensor that a kernel makes."""
    model, names = load(path)
    del model.graph.value_info[:]
    for value in model.graph.input:
        if value.name in given:
            for size, number in zip(value.type.tensor_type.shape.dim, given[value.name]):
                size.dim_value = number
    for value in model.graph.output:
        value.type.tensor_type.ClearField("shape")
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.add_session_config_entry("session.disable_prepacking", "1")
    options.enable_profiling = True
    options.intra_op_num_threads = 1
    options.log_severity_level = 4
    with tempfile.TemporaryDirectory() as folder:
        options.profile_file_prefix = os.path.join(folder, "profile")
        session = onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"])
        kinds = {value.name: kind(value) for value in model.graph.input}
        session.run(None, {name: numpy.zeros(shape, kinds[name]) for name, shape in given.items()})
        events = json.loads(pathlib.Path(session.end_profiling()).read_text())
    found = {}
    for event in events:
        node = event.get("name", "").removesuffix("_kernel_time")
        if not event.get("name", "").endswith("_kernel_time") or node not in names:
            continue
        made = event["args"]["output_type_shape"]
        # An output that is left out has no shape, so that only the first ones can be told.
        outputs = names[node]
        for output, shape in zip(outputs if len(made) == len(outputs) else [n for n in outputs if n], made):
            if output:
                found[output] = next(iter(shape.values()))
    return found


def grouped(found):
    """The names of the tensors of each shape, which is shorter."""
    groups = {}
    for name, shape in found.items():
        groups.setdefault("x".join(map(str, shape)), []).append(name)
    return groups


def main(result, files):
    all = {}
    for file in files:
        given = sizes(onnx.load(file, load_external_data=False))
        runs = []
        for wanted in [given, smaller(given)]:
            if wanted is None:
                continue
            try:
                runs.append({"inputs": wanted, "shapes": grouped(shapes(file, wanted))})
            except Exception as error:
                print(f"{pathlib.Path(file).name} at {wanted}: {str(error).splitlines()[0][:160]}", file=sys.stderr)
        all[pathlib.Path(file).name] = runs
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(runs)}" for name, runs in all.items())
    pathlib.Path(result).write_text("{\n" + lines + "\n}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
