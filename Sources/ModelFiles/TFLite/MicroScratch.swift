import Symbolic

extension ModelFile {
  /// The bytes of each buffer that the reference kernel of an operator asks for when it is prepared,
  /// in order.
  ///
  /// Source: the calls of RequestScratchBufferInArena in tflite-micro, tensorflow/lite/micro/kernels,
  /// and signal/micro/kernels.
  func scratch(of node: FileNode) throws(Diagnostic) -> [Int] {
    let operands = MicroOperands(file: self, node: node)
    switch node.type {
    case "CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED":
      // Weights of four bits are unpacked.
      guard operands.input(1)?.element == .int4 else { return [] }
      return [try operands.count(1)]
    case "TRANSPOSE_CONV":
      let output = try operands.output(0)?.microCount() ?? 0
      switch operands.input(2)?.element {
      case .int8: return [4 * output]
      case .int16:
        let isBiasWidened = operands.input(3)?.element == .int16
        return [8 * output] + (isBiasWidened ? [8 * (try operands.count(3))] : [])
      default: return []
      }
    case "SVDF":
      let batch = operands.size(0, 0)
      let filters = operands.size(1, 0)
      guard operands.input(0)?.element == .int8 else { return [try product(batch, filters, 4)] }
      var rank = 1
      if case .integer(let number)? = node["rank"] { rank = max(1, number) }
      return [try product(batch, filters, 4), try product(batch, filters / rank, 4)]
    case "UNIDIRECTIONAL_SEQUENCE_LSTM":
      let isTimeMajor = node["time_major"] == .bool(true)
      let batch = operands.size(0, isTimeMajor ? 1 : 0)
      let bytes = try operands.input(19)?.element.microBytes(node.type) ?? 0
      return Array(
        repeating: try product(batch, operands.size(18, 1), bytes), count: 4)
    case "MEAN", "SUM":
      let isInteger = [.int8, .int16].contains(operands.input(0)?.element)
      let sums = isInteger ? [4 * (try operands.output(0)?.microCount() ?? 0)] : []
      return sums + (try axes(operands))
    case "REDUCE_MAX", "REDUCE_MIN", "REDUCE_ALL": return try axes(operands)
    case "MIRROR_PAD":
      return Array(repeating: 4 * operands.rank(0), count: 2)
    case "ADD_N":
      // A pointer for each tensor, 8 bytes as on the machines where tflite-micro reports them.
      return [8 * node.inputs.count]
    case "TFLite_Detection_PostProcess": return try detection(node, operands)
    case "SignalRfft":
      guard case .integer(let length)? = node["fft_length"] else { return [] }
      let bytes = try operands.input(0)?.element.microBytes(node.type) ?? 0
      return [try product(max(0, length), bytes)]
    default: return []
    }
  }

  /// A counter for each axis of the input, and one for each axis of the reduction.
  private func axes(_ operands: MicroOperands) throws(Diagnostic) -> [Int] {
    [4 * operands.rank(0), 4 * (try operands.count(1))]
  }

  private func detection(
    _ node: FileNode, _ operands: MicroOperands
  ) throws(Diagnostic) -> [Int] {
    func option(_ name: String) -> Int {
      if case .integer(let number)? = node[name] { max(0, number) } else { 0 }
    }
    let boxes = operands.size(0, 1)
    let most = option("max_detections")
    return [
      boxes, try product(boxes, 4, 4), try product(operands.size(1, 1), operands.size(1, 2), 4),
      try product(boxes, 4), try product(boxes, 4), try product(most, boxes, 4),
      try product(most, boxes, 4), try product(boxes, 4), try product(most, boxes, 4),
      try product(max(option("num_classes"), most), boxes, 4),
      try product(min(boxes, most), boxes, 4),
    ]
  }

  private func product(_ factors: Int...) throws(Diagnostic) -> Int {
    var product = 1
    for factor in factors {
      let (next, overflow) = product.multipliedReportingOverflow(by: factor)
      guard !overflow, next <= Int(Int32.max) else {
        throw Diagnostic(
          "an operator of \(quoted(name)) needs more memory than tflite-micro counts")
      }
      product = next
    }
    return product
  }
}

/// The tensors of an operator, by their place.
private struct MicroOperands {
  let file: ModelFile
  let node: FileNode

  func input(_ index: Int) -> FileTensor? {
    guard node.inputs.indices.contains(index) else { return nil }
    return node.inputs[index].map { file.tensors[$0] }
  }

  func output(_ index: Int) -> FileTensor? {
    guard node.outputs.indices.contains(index) else { return nil }
    return node.outputs[index].map { file.tensors[$0] }
  }

  func count(_ index: Int) throws(Diagnostic) -> Int { try input(index)?.microCount() ?? 0 }

  func rank(_ index: Int) -> Int { input(index)?.microSizes.count ?? 0 }

  /// The size of an axis; 0 where there is none.
  func size(_ index: Int, _ axis: Int) -> Int {
    guard let sizes = input(index)?.microSizes, sizes.indices.contains(axis) else { return 0 }
    return max(0, sizes[axis])
  }
}
