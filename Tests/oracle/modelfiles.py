"""Says what other tools read from model files, for Tests/ModelFilesTests/Fixtures.

    pip install onnx==1.23.2 tflite==2.18.0 torch==2.15.0 coremltools==9.0
    python modelfiles.py FOLDER > oracle.json

FOLDER holds model files; each becomes an entry: nodes by operator, inputs and outputs with sizes,
how many constants and elements of constants there are. Nothing here comes from costcalc.
"""

import collections
import json
import pathlib
import sys


def counted(names):
    return dict(sorted(collections.Counter(names).items()))


def product(sizes):
    count = 1
    for size in sizes:
        count *= size
    return count


def onnx_file(path):
    import onnx

    def size(dim):
        if dim.HasField("dim_value"):
            return dim.dim_value
        return dim.dim_param or None

    def described(value):
        kind = onnx.helper.tensor_dtype_to_np_dtype(value.type.tensor_type.elem_type)
        return {"name": value.name, "element": kind.name,
                "sizes": [size(dim) for dim in value.type.tensor_type.shape.dim]}

    model = onnx.load(path, load_external_data=False)
    graphs = []

    def walk(nodes, initializers):
        graphs.append((nodes, initializers))
        for node in nodes:
            for attribute in node.attribute:
                for graph in [attribute.g] if attribute.HasField("g") else attribute.graphs:
                    walk(graph.node, graph.initializer)

    walk(model.graph.node, model.graph.initializer)
    for function in model.functions:
        walk(function.node, [])
    nodes = [node for graph in graphs for node in graph[0]]
    initializers = [tensor for graph in graphs for tensor in graph[1]]
    given = {tensor.name for tensor in model.graph.initializer}
    return {
        "operators": counted(node.op_type for node in nodes),
        "inputs": [described(v) for v in model.graph.input if v.name not in given],
        "outputs": [described(v) for v in model.graph.output],
        "constants": len(initializers),
        "elements": sum(product(tensor.dims) for tensor in initializers),
        "operator sets": {s.domain: s.version for s in model.opset_import},
        "attributes": counted(
            f"{node.op_type}.{a.name}" for node in nodes for a in node.attribute),
    }


def tflite_file(path):
    import tflite

    def names(enumeration):
        return {v: k for k, v in vars(enumeration).items() if isinstance(v, int)}

    codes, types = names(tflite.BuiltinOperator), names(tflite.TensorType)
    model = tflite.Model.GetRootAsModel(path.read_bytes(), 0)

    def operator(node):
        code = model.OperatorCodes(node.OpcodeIndex())
        number = max(code.BuiltinCode(), code.DeprecatedBuiltinCode())
        return code.CustomCode().decode() if number == 32 else codes[number]

    def sizes(tensor):
        return [tensor.Shape(i) for i in range(tensor.ShapeLength())]

    def described(graph, index):
        tensor = graph.Tensors(index)
        signature = [tensor.ShapeSignature(i) for i in range(tensor.ShapeSignatureLength())]
        known = signature or sizes(tensor)
        return {"name": (tensor.Name() or b"").decode(), "element": types[tensor.Type()].lower(),
                "sizes": [None if size < 0 else size for size in known]
                if known or tensor.HasRank() else None}

    graphs = [model.Subgraphs(i) for i in range(model.SubgraphsLength())]
    tensors = [g.Tensors(i) for g in graphs for i in range(g.TensorsLength())]
    constants = [t for t in tensors if model.Buffers(t.Buffer()).DataLength() > 0]
    quantized = [t.Quantization() for t in tensors if t.Quantization()]
    main = graphs[0]
    return {
        "operators": counted(
            operator(g.Operators(i)) for g in graphs for i in range(g.OperatorsLength())),
        "inputs": [described(main, main.Inputs(i)) for i in range(main.InputsLength())],
        "outputs": [described(main, main.Outputs(i)) for i in range(main.OutputsLength())],
        "constants": len(constants),
        "elements": sum(product(sizes(tensor)) for tensor in constants),
        "scales": sum(quantization.ScaleLength() for quantization in quantized),
    }


def torch_file(path):
    import zipfile

    with zipfile.ZipFile(path) as archive:
        name = [n for n in archive.namelist()
                if n.endswith(("models/model.json", "serialized_exported_program.json"))][0]
        model = json.loads(archive.read(name))["graph_module"]
    graph = model["graph"]

    def size(dim):
        import sympy

        if "as_int" in dim:
            return dim["as_int"]
        return str(sympy.sympify(dim["as_expr"]["expr_str"]))

    def nodes(graph):
        for node in graph["nodes"]:
            yield node
            for argument in node["inputs"]:
                if "as_graph" in argument["arg"]:
                    yield from nodes(argument["arg"]["as_graph"]["graph"])

    def operator(target):
        return target.split(".", 3)[3] if target.startswith("torch.ops.") else target

    def described(argument):
        name = argument["as_tensor"]["name"]
        tensor = graph["tensor_values"][name]
        return {"name": name, "element": types[tensor["dtype"]],
                "sizes": [size(dim) for dim in tensor["sizes"]]}

    # torch._export.serde.schema.ScalarType
    types = {1: "uint8", 2: "int8", 3: "int16", 4: "int32", 5: "int64", 6: "float16",
             7: "float32", 8: "float64", 12: "bool", 13: "bfloat16"}
    specs = model["signature"]["input_specs"]
    users = [s["user_input"]["arg"] for s in specs if "user_input" in s]
    others = [next(iter(s.values()))["arg"]["name"] for s in specs if "user_input" not in s]
    return {
        "operators": counted(operator(node["target"]) for node in nodes(graph)),
        "inputs": [described(argument) for argument in users],
        "outputs": [described(argument) for argument in graph["outputs"]],
        "constants": len(others),
        "elements": sum(product(size(d) for d in graph["tensor_values"][n]["sizes"])
                        for n in others),
    }


def core_ml_file(path):
    from coremltools.proto import MIL_pb2, Model_pb2

    model = Model_pb2.Model()
    if path.is_dir():
        path = path / "Data/com.apple.CoreML/model.mlmodel"
    model.ParseFromString(path.read_bytes())

    def described(feature):
        if feature.type.HasField("imageType"):
            image = feature.type.imageType
            return {"name": feature.name, "element": "uint8", "sizes": [3, image.height, image.width]}
        array = feature.type.multiArrayType
        kinds = {65568: "float32", 65552: "float16", 131104: "int32", 65600: "float64"}
        return {"name": feature.name, "element": kinds.get(array.dataType),
                "sizes": list(array.shape)}

    inputs = [described(feature) for feature in model.description.input]
    outputs = [described(feature) for feature in model.description.output]
    kind = model.WhichOneof("Type")
    if kind == "mlProgram":
        function = model.mlProgram.functions["main"]
        block = function.block_specializations[function.opset]

        def walk(block):
            for operation in block.operations:
                yield operation
                for inner in operation.blocks:
                    yield from walk(inner)

        operators = counted(operation.type for operation in walk(block))
        constants = [o for o in walk(block) if o.type == "const"]
        # Constants may also stand where they are read.
        types = [o.outputs[0].type.tensorType for o in constants] + [
            binding.value.type.tensorType for o in walk(block) for argument in o.inputs.values()
            for binding in argument.arguments if binding.HasField("value")]
        extra = {"constants": len(types), "elements": sum(
            product(d.constant.size for d in type.dimensions) for type in types)}

        # What the function says is more than the description, where sizes are free.
        def named(value):
            type = value.type.tensorType
            return {"name": value.name, "element": MIL_pb2.DataType.Name(type.dataType).lower(),
                    "sizes": [d.constant.size if d.HasField("constant") else None
                              for d in type.dimensions]}

        outputs = {value.name: value for o in walk(block) for value in o.outputs}
        inputs = [named(value) for value in function.inputs]
        outputs = [named(outputs[name]) for name in block.outputs]
    else:
        network = getattr(model, kind)
        operators = counted(layer.WhichOneof("layer") for layer in network.layers)
        counts = []

        def walk(message):
            for field, value in message.ListFields():
                for part in value if field.is_repeated else [value]:
                    if field.message_type and field.message_type.name == "WeightParams":
                        bits = part.quantization.numberOfBits or 8
                        counts.append(len(part.floatValue) + len(part.float16Value) // 2
                                      + len(part.rawValue) * 8 // bits)
                    elif field.message_type:
                        walk(part)

        for layer in network.layers:
            walk(layer)
        extra = {"constants": len(counts), "elements": sum(counts)}
    return {
        "operators": operators,
        "inputs": inputs,
        "outputs": outputs,
        **extra,
    }


READERS = {".onnx": onnx_file, ".tflite": tflite_file, ".pt2": torch_file,
           ".mlmodel": core_ml_file, ".mlpackage": core_ml_file}


def main():
    files = {}
    for path in sorted(pathlib.Path(sys.argv[1]).rglob("*")):
        inside = any(parent.suffix == ".mlpackage" for parent in path.parents)
        if path.suffix in READERS and not inside:
            files[path.name] = READERS[path.suffix](path)
    json.dump({"versions": "onnx 1.23.2, tflite 2.18.0, coremltools 9.0, sympy 1.14.0", "files": files},
              sys.stdout, indent=1)
    print()


main()
