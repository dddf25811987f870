import CostModel
import Foundation
import Symbolic
import Testing

import ModelFiles

/// PyTorch, TensorFlow and coremltools write down the sizes of every tensor. Each operator makes
/// those.
struct StatedShapeTests {
  static let files = [
    "operators.pt2", "mobilenet_v2_noweights.pt2", "squeezenet1_1_noweights.pt2",
    "operators.tflite", "basic_pitch_nmp.tflite", "mlperftiny_pretrainedResnet_quant.tflite",
    "mlperftiny_vww_96_int8.tflite", "tflm_keyword_scrambled_8bit.tflite",
    "tflm_trained_lstm_int8.tflite", "basic_pitch_nmp.mlpackage", "small_program.mlmodel",
    "operators.mlmodel", "operators_program.mlmodel",
  ]

  /// A file with everything in it translated.
  static func translated(_ name: String) throws -> Translator {
    let file = try ModelFile.read(Fixture.path(name))
    var translator = Translator(file, ModelFileSettings(), .of(file))
    try translator.takeInputs()
    try translator.run(graph: 0, for: file.graphs[0].outputs)
    return translator
  }

  @Test(arguments: files) func shapes(name: String) throws {
    var translator = try Self.translated(name)
    #expect(translator.refused.map(\.node.type) == [])
    var count = 0
    for node in translator.file.graphs[0].nodes {
      for case let output? in node.outputs {
        let tensor = translator.file.tensors[output]
        guard let stated = tensor.sizes, let made = translator.operand(output).shape else {
          continue
        }
        let formulas = stated.map { translator.symbols.formula(of: $0, translator.settings) }
        // A size that is open in the file may be anything.
        let areEqual =
          made.sizes.count == stated.count
          && zip(formulas, made.sizes).allSatisfy { $0 == nil || $0 == $1 }
        #expect(
          areEqual,
          """
          \(node.type) '\(tensor.name)' makes \(made.sizes.map(\.text)), not \
          \(stated.map(\.shown))
          """)
        count += 1
      }
    }
    #expect(count > 0)
  }

  /// What is translated can be built and counted.
  @Test(arguments: files) func networks(name: String) throws {
    let network = try Network.translating(try ModelFile.read(Fixture.path(name)))
    _ = try network.cost()
  }
}
