"""Writes model files of less than 4 KB (what torch writes takes more) into Tests/ModelFilesTests/Fixtures/files.

    pip install onnx==1.23.2 tflite==2.18.0 torch==2.15.0 coremltools==9.0
    python smallmodels.py Tests/ModelFilesTests/Fixtures/files

They hold what the larger files lack: functions, subgraphs, external and scattered data, custom operators, free sizes.
They are the seeds of Fuzz/run.sh, too.
"""

import pathlib
import sys
import zipfile


def small_onnx(path):
    from onnx import TensorProto, external_data_helper, helper, numpy_helper
    import numpy

    weight = numpy_helper.from_array(numpy.zeros((4, 3, 3, 3), numpy.float32), "weight")
    external_data_helper.set_external_data(weight, "weights.bin", offset=64, length=432)
    weight.ClearField("raw_data")
    packed = helper.make_tensor("shape", TensorProto.INT64, [3], [0, -1, 4])
    four_bits = helper.make_tensor("bits", TensorProto.INT4, [3], [-8, 7, -1])
    then = helper.make_graph(
        [helper.make_node("Relu", ["y"], ["kept"])], "then", [],
        [helper.make_tensor_value_info("kept", TensorProto.FLOAT, None)])
    other = helper.make_graph(
        [helper.make_node("Gate", ["y"], ["gated"], domain="local", slope=0.5)], "else", [],
        [helper.make_tensor_value_info("gated", TensorProto.FLOAT, None)])
    slope = helper.make_node("LeakyRelu", ["t"], ["u"])
    reference = slope.attribute.add()
    reference.name, reference.ref_attr_name, reference.type = "alpha", "slope", 1
    gate = helper.make_function(
        "local", "Gate", ["t"], ["u"], [slope], [helper.make_opsetid("", 21)], ["slope"])
    nodes = [
        # Out of order: the reshape is written before what it reads.
        helper.make_node("Reshape", ["z", "shape"], ["out"], name="last"),
        helper.make_node("Conv", ["x", "weight", ""], ["y"], name="first", strides=[2, 2],
                         kernel_shape=[3, 3], auto_pad="SAME_UPPER"),
        helper.make_node("Constant", [], ["one"], value_float=1.0),
        helper.make_node("Constant", [], ["axes"], value_ints=[2, 3]),
        helper.make_node("ReduceMax", ["y", "axes"], ["top"], keepdims=0),
        helper.make_node("ReduceMax", ["top"], ["best"], keepdims=0),
        helper.make_node("Greater", ["best", "one"], ["test"]),
        helper.make_node("If", ["test"], ["z"], then_branch=then, else_branch=other),
    ]
    graph = helper.make_graph(
        nodes, "small",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", 3, "height", None])],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, ["batch", None, 4])],
        [weight, packed, four_bits])
    model = helper.make_model(
        graph, functions=[gate], producer_name="smallmodels",
        opset_imports=[helper.make_opsetid("", 21), helper.make_opsetid("local", 1)])
    path.write_bytes(model.SerializeToString())


def small_tflite(path):
    import flatbuffers
    import tflite as t

    b = flatbuffers.Builder(1024)

    def vector(start, items, add):
        start(b, len(items))
        for item in reversed(items):
            add(item)
        return b.EndVector()

    def tables(start, items):
        return vector(start, items, b.PrependUOffsetTRelative)

    def ints(start, items):
        return vector(start, items, b.PrependInt32)

    def tensor(name, shape, kind, buffer=0, signature=None, scales=None):
        name = b.CreateString(name)
        shape = ints(t.TensorStartShapeVector, shape)
        quantization = None
        if scales:
            scale = vector(t.QuantizationParametersStartScaleVector, scales, b.PrependFloat32)
            zero = vector(t.QuantizationParametersStartZeroPointVector, [0] * len(scales), b.PrependInt64)
            t.QuantizationParametersStart(b)
            t.QuantizationParametersAddScale(b, scale)
            t.QuantizationParametersAddZeroPoint(b, zero)
            t.QuantizationParametersAddQuantizedDimension(b, 3)
            quantization = t.QuantizationParametersEnd(b)
        if signature:
            signature = ints(t.TensorStartShapeSignatureVector, signature)
        t.TensorStart(b)
        t.TensorAddShape(b, shape)
        t.TensorAddType(b, kind)
        t.TensorAddBuffer(b, buffer)
        t.TensorAddName(b, name)
        if signature:
            t.TensorAddShapeSignature(b, signature)
        if quantization:
            t.TensorAddQuantization(b, quantization)
        return t.TensorEnd(b)

    def operator(code, inputs, outputs, kind=0, options=None, custom=None):
        inputs = ints(t.OperatorStartInputsVector, inputs)
        outputs = ints(t.OperatorStartOutputsVector, outputs)
        if custom:
            custom = b.CreateByteVector(custom)
        t.OperatorStart(b)
        t.OperatorAddOpcodeIndex(b, code)
        t.OperatorAddInputs(b, inputs)
        t.OperatorAddOutputs(b, outputs)
        if options:
            t.OperatorAddBuiltinOptionsType(b, kind)
            t.OperatorAddBuiltinOptions(b, options)
        if custom:
            t.OperatorAddCustomOptions(b, custom)
        return t.OperatorEnd(b)

    def graph(name, tensors, inputs, outputs, operators):
        name = b.CreateString(name)
        tensors = tables(t.SubGraphStartTensorsVector, tensors)
        inputs = ints(t.SubGraphStartInputsVector, inputs)
        outputs = ints(t.SubGraphStartOutputsVector, outputs)
        operators = tables(t.SubGraphStartOperatorsVector, operators)
        t.SubGraphStart(b)
        t.SubGraphAddTensors(b, tensors)
        t.SubGraphAddInputs(b, inputs)
        t.SubGraphAddOutputs(b, outputs)
        t.SubGraphAddOperators(b, operators)
        t.SubGraphAddName(b, name)
        return t.SubGraphEnd(b)

    def code(number, custom=None):
        if custom:
            custom = b.CreateString(custom)
        t.OperatorCodeStart(b)
        t.OperatorCodeAddDeprecatedBuiltinCode(b, min(number, 127))
        t.OperatorCodeAddBuiltinCode(b, number)
        if custom:
            t.OperatorCodeAddCustomCode(b, custom)
        return t.OperatorCodeEnd(b)

    def buffer(data):
        data = b.CreateByteVector(data) if data else None
        t.BufferStart(b)
        if data:
            t.BufferAddData(b, data)
        return t.BufferEnd(b)

    op, kind = t.BuiltinOperator, t.TensorType
    t.DepthwiseConv2DOptionsStart(b)
    t.DepthwiseConv2DOptionsAddPadding(b, 1)
    t.DepthwiseConv2DOptionsAddStrideW(b, 2)
    t.DepthwiseConv2DOptionsAddStrideH(b, 2)
    t.DepthwiseConv2DOptionsAddFusedActivationFunction(b, 3)
    depthwise = t.DepthwiseConv2DOptionsEnd(b)
    t.WhileOptionsStart(b)
    t.WhileOptionsAddCondSubgraphIndex(b, 1)
    t.WhileOptionsAddBodySubgraphIndex(b, 1)
    loop = t.WhileOptionsEnd(b)
    main = graph(
        "main",
        [tensor("x", [1, 8, 8, 2], kind.INT8, signature=[-1, 8, 8, 2], scales=[0.5]),
         tensor("w", [1, 3, 3, 2], kind.INT8, 1, scales=[0.5, 0.25]),
         tensor("y", [1, 3, 3, 2], kind.INT8, scales=[0.5]),
         tensor("boxes", [], kind.FLOAT32),
         tensor("z", [1, 3, 3, 2], kind.INT8)],
        [0], [3, 4],
        [operator(0, [0, 1, -1], [2], t.BuiltinOptions.DepthwiseConv2DOptions, depthwise),
         operator(1, [2], [3], custom=b"\x01\x02\x03"),
         operator(2, [2], [4], t.BuiltinOptions.WhileOptions, loop)])
    body = graph("body", [tensor("a", [1, 3, 3, 2], kind.INT8), tensor("b", [1, 3, 3, 2], kind.INT8)],
                 [0], [1], [operator(3, [0], [1])])
    codes = tables(t.ModelStartOperatorCodesVector, [
        code(op.DEPTHWISE_CONV_2D), code(op.CUSTOM, "Boxes"), code(op.WHILE), code(op.GELU)])
    graphs = tables(t.ModelStartSubgraphsVector, [main, body])
    buffers = tables(t.ModelStartBuffersVector, [buffer(b""), buffer(bytes(range(18)))])
    description = b.CreateString("smallmodels")
    alias = b.CreateString("image")
    t.TensorMapStart(b)
    t.TensorMapAddName(b, alias)
    image = t.TensorMapEnd(b)
    inputs = tables(t.SignatureDefStartInputsVector, [image])
    key = b.CreateString("serving_default")
    t.SignatureDefStart(b)
    t.SignatureDefAddInputs(b, inputs)
    t.SignatureDefAddSignatureKey(b, key)
    signatures = tables(t.ModelStartSignatureDefsVector, [t.SignatureDefEnd(b)])
    t.ModelStart(b)
    t.ModelAddVersion(b, 3)
    t.ModelAddOperatorCodes(b, codes)
    t.ModelAddSubgraphs(b, graphs)
    t.ModelAddDescription(b, description)
    t.ModelAddBuffers(b, buffers)
    t.ModelAddSignatureDefs(b, signatures)
    b.Finish(t.ModelEnd(b), b"TFL3")
    path.write_bytes(bytes(b.Output()))


def small_core_ml(path):
    from coremltools.proto import Model_pb2

    model = Model_pb2.Model(specificationVersion=4)
    x, y = model.description.input.add(), model.description.output.add()
    x.name, y.name = "image", "label"
    x.type.imageType.width, x.type.imageType.height, x.type.imageType.colorSpace = 8, 6, 20
    y.type.multiArrayType.shape.extend([5])
    y.type.multiArrayType.dataType = 65568
    layers = model.neuralNetwork.layers
    conv = layers.add(name="conv", input=["image"], output=["features"])
    parameters = conv.convolution
    parameters.outputChannels, parameters.kernelChannels = 4, 3
    parameters.kernelSize.extend([3, 3])
    parameters.stride.extend([2, 1])
    border = parameters.valid.paddingAmounts.borderAmounts
    border.add(startEdgeSize=1, endEdgeSize=0)
    border.add(startEdgeSize=0, endEdgeSize=2)
    parameters.weights.rawValue = bytes(27)
    parameters.weights.quantization.numberOfBits = 2
    parameters.weights.quantization.lookupTableQuantization.floatValue.extend([0, 1, 2, 3])
    act = layers.add(name="act", input=["features"], output=["active"])
    act.activation.leakyReLU.alpha = 0.25
    pool = layers.add(name="pool", input=["active"], output=["pooled"])
    pool.pooling.type, pool.pooling.globalPooling = 1, True
    dense = layers.add(name="dense", input=["pooled"], output=["label"])
    dense.innerProduct.inputChannels, dense.innerProduct.outputChannels = 4, 5
    dense.innerProduct.hasBias = True
    dense.innerProduct.weights.floatValue.extend([0.5] * 20)
    dense.innerProduct.bias.float16Value = bytes(10)
    path.write_bytes(model.SerializeToString())


def small_pt2(path):
    import torch

    class Small(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = torch.nn.Conv2d(3, 4, 3, stride=2, padding=1)
            self.dense = torch.nn.Linear(4, 5)

        def forward(self, x):
            x = torch.relu(self.conv(x))
            a, b = torch.split(x, 2, 1)
            x = torch.cat([b, a], 1)
            n, c, h, w = x.shape
            x = self.dense(x.reshape(n, c, h * w).transpose(1, 2))
            return torch.cond(x.sum() > 0, lambda t: t + 1, lambda t: t * 2, (x,))

    sizes = {"x": {0: torch.export.Dim("batch"), 2: 2 * torch.export.Dim("half", min=4, max=100)}}
    program = torch.export.export(Small().eval(), (torch.randn(2, 3, 32, 32),), dynamic_shapes=sizes)
    torch.export.save(program, path)
    # Traces and sample inputs name folders of the machine, and are most of the file.
    import json
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    model = json.loads(entries["small/models/model.json"])

    def strip(value):
        if isinstance(value, dict):
            value.pop("stack_trace", None)
            for member in value.values():
                strip(member)
        if isinstance(value, list):
            for member in value:
                strip(member)

    strip(model)
    entries["small/models/model.json"] = json.dumps(model).encode()
    kept = {n: d for n, d in entries.items() if "sample_inputs" not in n}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in kept.items():
            archive.writestr(zipfile.ZipInfo(name), data)


def small_old_pt2(path):
    """The layout of PyTorch 2.1 to 2.7, written by hand after schema.py of that time."""
    import json

    def tensor(name):
        return {"as_tensor": {"name": name}}

    def meta(*sizes):
        return {"dtype": 7, "sizes": [
            {"as_int": size} if isinstance(size, int) else
            {"as_expr": {"expr_str": size, "hint": {"as_int": 8}}} for size in sizes]}

    def node(target, inputs, *outputs):
        return {"target": "torch.ops." + target, "metadata": {"nn_module_stack": "a,,M;b,body.0,C"},
                "inputs": [{"name": name, "arg": arg} for name, arg in inputs],
                "outputs": list(outputs)}

    inner = {"inputs": [tensor("t")], "outputs": [tensor("u")], "tensor_values": {"u": meta("s0", 4)},
             "nodes": [node("aten.relu.default", [("self", tensor("t"))], tensor("u"))]}
    graph = {
        "inputs": [tensor("w"), tensor("x")],
        "outputs": [tensor("z")],
        "tensor_values": {"w": meta(4, 3), "x": meta("s0", 3), "y": meta("s0", 4), "z": meta("s0", 4)},
        "sym_int_values": {"n": {"as_expr": {"expr_str": "s0", "hint": None}}},
        "nodes": [
            node("aten.sym_size.int", [("self", tensor("x")), ("dim", {"as_int": 0})],
                 {"as_sym_int": {"as_name": "n"}}),
            node("aten.linear.default",
                 [("input", tensor("x")), ("weight", tensor("w")), ("bias", {"as_none": True})],
                 tensor("y")),
            node("aten.view.default",
                 [("self", tensor("y")), ("size", {"as_sym_ints": [{"as_name": "n"}, {"as_int": 4}]}),
                  ("scale", {"as_float": 0.5}), ("names", {"as_strings": ["a"]})], tensor("v")),
            node("higher_order.cond",
                 [("", tensor("v")), ("", {"as_graph": {"name": "true_graph_0", "graph": inner}}),
                  ("", {"as_optional_tensors": [tensor("v"), {"as_none": True}]})],
                 {"as_tensors": [{"name": "z"}]}),
        ],
    }
    specs = [{"parameter": {"arg": {"name": "w"}, "parameter_name": "body.0.weight"}},
             {"user_input": {"arg": tensor("x")}}]
    program = {"graph_module": {"graph": graph, "signature": {"input_specs": specs}},
               "opset_version": {"aten": 10},
               "range_constraints": {"s0": {"min_val": 2, "max_val": None}}}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("version"), b"5.1")
        archive.writestr(zipfile.ZipInfo("serialized_exported_program.json"),
                         json.dumps(program, separators=(",", ":")))


def small_program(path):
    from coremltools.proto import MIL_pb2, Model_pb2

    float32, int32, text = MIL_pb2.FLOAT32, MIL_pb2.INT32, MIL_pb2.STRING
    model = Model_pb2.Model(specificationVersion=7)
    model.description.input.add(name="x").type.multiArrayType.shape.extend([1, 3, 8])
    model.description.input[0].type.multiArrayType.dataType = 65568
    model.description.output.add(name="z").type.multiArrayType.dataType = 65568
    function = model.mlProgram.functions["main"]
    function.opset = "CoreML7"
    block = function.block_specializations["CoreML7"]

    def typed(target, kind, sizes):
        target.dataType, target.rank = kind, len(sizes)
        for size in sizes:
            if size is None:
                target.dimensions.add().unknown.variadic = False
            else:
                target.dimensions.add().constant.size = size

    def value(target, kind, sizes, **values):
        typed(target.type.tensorType, kind, sizes)
        for field, items in values.items():
            getattr(target.immediateValue.tensor, field).values.extend(items)

    def operation(block, type, inputs, output, sizes, name):
        result = block.operations.add(type=type)
        for key, names in inputs.items():
            for item in names:
                result.inputs[key].arguments.add(name=item)
        typed(result.outputs.add(name=output).type.tensorType, float32, sizes)
        value(result.attributes["name"], text, [], strings=[name])
        return result

    typed(function.inputs.add(name="x").type.tensorType, float32, [None, 3, 8])
    weight = block.operations.add(type="const")
    typed(weight.outputs.add(name="w").type.tensorType, float32, [4, 3, 3])
    typed(weight.attributes["val"].type.tensorType, float32, [4, 3, 3])
    weight.attributes["val"].blobFileValue.fileName = "@model_path/weights/weight.bin"
    weight.attributes["val"].blobFileValue.offset = 64
    strides = block.operations.add(type="const")
    typed(strides.outputs.add(name="s").type.tensorType, int32, [1])
    value(strides.attributes["val"], int32, [1], ints=[2])
    conv = operation(block, "conv", {"x": ["x"], "weight": ["w"], "strides": ["s"]}, "y",
                     [None, 4, 3], "first")
    value(conv.inputs["groups"].arguments.add().value, int32, [], ints=[1])
    branch = operation(block, "cond", {"pred": ["y"]}, "z", [None, 4, 3], "branch")
    for name in ["a", "b"]:
        inside = branch.blocks.add(outputs=[name])
        operation(inside, "relu", {"x": ["y"]}, name, [None, 4, 3], name)
    block.outputs.append("z")
    path.write_bytes(model.SerializeToString())


folder = pathlib.Path(sys.argv[1])
small_onnx(folder / "small.onnx")
small_tflite(folder / "small.tflite")
small_core_ml(folder / "small.mlmodel")
small_program(folder / "small_program.mlmodel")
small_old_pt2(folder / "small_old.pt2")
small_pt2(folder / "small.pt2")
