import CostModel
import Symbolic

extension Network {
  /// The network of a model file: ONNX, TFLite, torch.export's, or Core ML's, told by its contents.
  ///
  ///     let network = try Network.reading("model.onnx", inputs: ["image": [320, 320]])
  ///
  /// Sizes that the file leaves open are symbols, and costs then formulas in them.
  ///
  /// - Parameters:
  ///   - sizes: values of sizes by their names: those that the file gives to its free sizes, and
  ///     those that axes of inputs have by their place, such as `height`.
  ///   - inputs: sizes of inputs by their names; an empty name means the only input. All sizes, or
  ///     those of one sample, or, of a batch of maps with channels, those of the map.
  ///   - batch: the size of the first axis of every input; nil leaves a number of the file as it is,
  ///     and means 1 where the file leaves it open.
  ///   - free: names of sizes that stay symbols even if the file says a number, and `batch`.
  ///   - outputs: names of tensors, or of nodes, at which the graph ends; by default its own outputs.
  ///   - unpriced: operators that may be left out of the count.
  /// - Throws: a diagnostic with the offset of the first fault, with what the file is instead, or
  ///   with all that can't be counted.
  public static func reading(
    _ path: String, sizes: [String: Formula] = [:], inputs: [String: [Formula]] = [:],
    batch: Formula? = nil, free: Set<String> = [], outputs: [String] = [],
    unpriced: Set<String> = []
  ) throws(Diagnostic) -> Network {
    var settings = ModelFileSettings()
    settings.sizes = sizes
    settings.inputSizes = inputs
    settings.batch = batch
    settings.free = free
    settings.outputs = outputs
    settings.unpriced = unpriced
    return try translating(ModelFile.read(path), settings)
  }
}
