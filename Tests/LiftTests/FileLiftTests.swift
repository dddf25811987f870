import CostModel
import Lift
import Specs
import Symbolic
import Testing

/// Model files of Tests/ModelFilesTests/Fixtures become tables that count what the files do.
struct FileLiftTests {
  /// A file with the rows of its body, flat and with blocks.
  static let files: [(name: String, flat: Int, rows: Int)] = [
    ("pcv_mobilenet_w1_224.onnx", 29, 8), ("pcv_mobilenet_wd2_224.onnx", 29, 8),
    ("tv_mobilenet_v2_1.0_224.onnx", 64, 11), ("tv_mobilenet_v2_0.5_224.onnx", 64, 11),
    ("tv_mobilenet_v3_large_224.onnx", 91, 14), ("tv_efficientnet_b0_224.onnx", 124, 11),
    ("tv_efficientnet_b1_240.onnx", 179, 11), ("timm_tf_efficientnet_b0_224.onnx", 124, 11),
    ("timm_tf_efficientnet_b3_300.onnx", 203, 11), ("tv_resnet18_224.onnx", 31, 8),
    ("tv_resnet50_224.onnx", 72, 8), ("tv_resnet101_224.onnx", 140, 8),
    ("light_resnet50.onnx", 73, 9), ("light_inception_v2.onnx", 301, 18),
    ("pcv_shufflenet_g3_w1_224.onnx", 87, 10),
    ("light_shufflenet.onnx", 88, 11), ("tv_shufflenet_v2_x1_0_224.onnx", 117, 11),
    ("light_squeezenet.onnx", 39, 11), ("squeezenet1_1_noweights.pt2", 38, 10),
    ("mobilenet_v2_noweights.pt2", 64, 11), ("timm_densenet121_224.onnx", 246, 12),
    ("tv_convnext_tiny_224.onnx", 119, 12), ("timm_mixnet_s_224.onnx", 114, 15),
    ("pcv_alexnet_224.onnx", 13, 11),
    ("mlperftiny_kws_ref_model.tflite", 12, 5), ("mlperftiny_ad01_int8.tflite", 10, 4),
    ("mlperftiny_pretrainedResnet_quant.tflite", 15, 7),
    ("mlperftiny_vww_96_int8.tflite", 30, 9), ("tflm_person_detect.tflite", 30, 9),
  ]

  @Test(arguments: files) func countsAsTheFileDoes(name: String, flat: Int, rows: Int) throws {
    let network = try Sample.network(file: name)
    let cost = try network.cost()
    for isFlat in [true, false] {
      let lifted = try Sample.lifted(network, isFlat: isFlat)
      #expect(!lifted.isFallback)
      #expect(lifted.rowCount == (isFlat ? flat : rows), "\(lifted.text)")
      let counted = try Sample.network(lifted.spec).cost()
      #expect(counted.macs == cost.macs)
      #expect(counted.parameters == cost.parameters)
      #expect(counted.activations == cost.activations)
    }
  }

  /// Columns of a row that may be missing have defaults, so that rows without it say nothing of it.
  @Test func rowsSayNothingOfWhatIsMissing() throws {
    let text = try Sample.lifted(Sample.network(file: "timm_mixnet_s_224.onnx")).text
    for column in ["c2 = in", "norm = batch", "r = 0"] {
      #expect(text.contains("\"\(column)\""), "\(text)")
    }
    // No expansion, no squeeze: no cell of either.
    let first = #""-",  1,   "-", "-", "-",    "relu",  "-", "c1"]"#
    #expect(text.contains(first), "\(text)")
  }

  /// Files with a layer that no row says, and its name.
  static let refused = [
    ("basic_pitch_nmp.onnx", "reflection_pad1d"), ("basic_pitch_nmp.tflite", "Pad"),
    ("timm_vit_base_patch16_224_224.onnx", "Concat"),
    ("tflm_keyword_scrambled_8bit.tflite", "SVDF"),
    ("tflm_trained_lstm_int8.tflite", "unidirectional_sequence_lstm"),
  ]

  @Test(arguments: refused) func namesWhatNoRowSays(name: String, layer: String) throws {
    let network = try Sample.network(file: name)
    let error = #expect(throws: Diagnostic.self) { try Sample.lifted(network) }
    #expect(error?.message.contains(layer) == true, "\(String(describing: error))")
  }
}
