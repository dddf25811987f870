import JSON
import Symbolic

/// Reads Core ML files: `.mlmodel`, and what a `.mlpackage` leads to. Numbers are those of the
/// fields in `Model.proto` and `FeatureTypes.proto`.
///
/// Source: github.com/apple/coremltools, mlmodel/format, specification version 9.
struct CoreMLReader {
  var collector: Collector

  /// - Throws: the first fault in the file.
  static func read(_ bytes: Bytes) throws(Diagnostic) -> ModelFile {
    var reader = CoreMLReader(collector: Collector(.coreML, name: bytes.file.name))
    try reader.model(Protobuf(bytes))
    return reader.collector.file
  }

  /// The model of a package, as its manifest names it; nil if the folder has no manifest.
  static func model(ofPackage path: String) throws(Diagnostic) -> String? {
    let manifest = path + "/Manifest.json"
    guard let file = try? MappedFile.open(manifest) else { return nil }
    let json = try JSON.read([UInt8](Bytes(file).buffer), file: manifest)
    guard case .string(let root)? = json["rootModelIdentifier"]?.value,
      let entry = json["itemInfoEntries"]?[root]?["path"],
      case .string(let place) = entry.value
    else {
      throw Diagnostic(
        "the manifest names no model", at: json.position,
        help: "'rootModelIdentifier' is a key of 'itemInfoEntries'")
    }
    guard !place.split(separator: "/").contains("..") else {
      throw Diagnostic("the model is outside the package: \(quoted(place))", at: entry.position)
    }
    return path + "/Data/" + place
  }

  // MARK: Model

  private mutating func model(_ message: Protobuf) throws(Diagnostic) {
    let kinds = [
      200: "a pipeline with a classifier", 201: "a pipeline with a regressor", 202: "a pipeline",
      556: "a link to another model", 600: "an encoder of words", 610: "a suppression of boxes",
      3000: "a model of Apple's own framework",
    ]
    var (description, network, program): (Protobuf?, Protobuf?, Protobuf?) = (nil, nil, nil)
    var other: Protobuf.Field?
    var fields = message
    while let field = try fields.next() {
      switch field.number {
      case 1:
        let version = try field.integer
        collector.describe { $0.operatorSets["Core ML"] = version }
      case 2: description = try field.message
      case 303, 403, 500: network = try field.message
      case 502: program = try field.message
      case 200...: other = field
      default: break
      }
    }
    var (inputs, outputs): ([FileTensor], [FileTensor]) = ([], [])
    if let description { (inputs, outputs) = try self.description(description) }
    if let program {
      try self.program(program)
    } else if let network {
      try self.network(network, inputs, outputs)
    } else {
      let kind = other.map { kinds[$0.number] ?? "a model without layers" } ?? "no model"
      throw Diagnostic(
        "the file holds \(kind)", at: message.bytes.position(at: other?.offset ?? message.offset),
        help: "neural networks and ML programs are read; take the network out of a pipeline with"
          + " coremltools")
    }
  }

  // MARK: ModelDescription

  private mutating func description(
    _ message: Protobuf
  ) throws(Diagnostic) -> ([FileTensor], [FileTensor]) {
    var message = message
    var (inputs, outputs): ([FileTensor], [FileTensor]) = ([], [])
    while let field = try message.next() {
      switch field.number {
      case 1: inputs.append(try feature(try field.message))
      case 10: outputs.append(try feature(try field.message))
      case 100: try metadata(try field.message)
      default: break
      }
    }
    return (inputs, outputs)
  }

  private mutating func metadata(_ message: Protobuf) throws(Diagnostic) {
    var message = message
    while let field = try message.next() {
      guard field.number == 100 else { continue }
      let (key, value) = try field.message.entry()
      guard let value, key == "com.github.apple.coremltools.version" else { continue }
      let version = try value.text
      collector.describe { $0.producer = "coremltools \(version)" }
    }
  }

  private func feature(_ message: Protobuf) throws(Diagnostic) -> FileTensor {
    var message = message
    var tensor = FileTensor(element: .other)
    while let field = try message.next() {
      switch field.number {
      case 1: tensor.name = try field.text
      case 3:
        var type = try field.message
        while let field = try type.next() {
          switch field.number {
          case 4:
            (tensor.element, tensor.sizes) = (.uint8, try image(try field.message))
            tensor.isSample = true
          case 5: (tensor.element, tensor.sizes) = try array(try field.message)
          default: break
          }
        }
      default: break
      }
    }
    return tensor
  }

  /// Channels, height and width. A range or a list of sizes leaves height and width open.
  private func image(_ message: Protobuf) throws(Diagnostic) -> [FileSize] {
    var message = message
    var (width, height, channels): (FileSize, FileSize, Int) = (.unknown, .unknown, 3)
    var isOpen = false
    while let field = try message.next() {
      switch field.number {
      case 1: width = FileSize(try field.integer)
      case 2: height = FileSize(try field.integer)
      // GRAYSCALE and GRAYSCALE_FLOAT16; RGB and BGR.
      case 3: channels = [10, 40].contains(try field.integer) ? 1 : 3
      case 21, 31: isOpen = true
      default: break
      }
    }
    return [.known(channels), isOpen ? .unknown : height, isOpen ? .unknown : width]
  }

  private func array(_ message: Protobuf) throws(Diagnostic) -> (ElementType, [FileSize]?) {
    var message = message
    var sizes: [Int] = []
    var (ranges, options): ([FileSize]?, [[Int]]) = (nil, [])
    var element = ElementType.unknown
    while let field = try message.next() {
      switch field.number {
      case 1: try field.append(to: &sizes)
      case 2: element = .coreMLArray(try field.integer)
      case 21:
        for shape in try field.message.messages(1) {
          options.append(try shape.integers(1))
        }
      case 31:
        var open: [FileSize] = []
        for range in try field.message.messages(1) {
          let (least, most) = (try range.integers(1).last ?? 0, try range.integers(2).last ?? 0)
          open.append(least == most ? FileSize(least) : .unknown)
        }
        ranges = open
      default: break
      }
    }
    if let ranges { return (element, ranges) }
    // Of several shapes, axes that differ are open.
    let known = sizes.enumerated().map { axis, size in
      options.allSatisfy { $0.indices.contains(axis) && $0[axis] == size }
        ? FileSize(size) : FileSize.unknown
    }
    return (element, known)
  }
}

extension Protobuf {
  /// The fields of a number, all of them messages.
  func messages(_ number: Int) throws(Diagnostic) -> [Protobuf] {
    var messages: [Protobuf] = []
    var fields = self
    while let field = try fields.next() {
      if field.number == number { messages.append(try field.message) }
    }
    return messages
  }

  /// The elements of a field of integers.
  func integers(_ number: Int) throws(Diagnostic) -> [Int] {
    var integers: [Int] = []
    var fields = self
    while let field = try fields.next() {
      if field.number == number { try field.append(to: &integers) }
    }
    return integers
  }

  /// The elements of a field of texts.
  func texts(_ number: Int) throws(Diagnostic) -> [String] {
    var texts: [String] = []
    var fields = self
    while let field = try fields.next() {
      if field.number == number { texts.append(try field.text) }
    }
    return texts
  }

  /// An entry of a map.
  func entry() throws(Diagnostic) -> (key: String, value: Field?) {
    var (key, value): (String, Field?) = ("", nil)
    var fields = self
    while let field = try fields.next() {
      switch field.number {
      case 1: key = try field.text
      case 2: value = field
      default: break
      }
    }
    return (key, value)
  }
}

extension ElementType {
  /// The type of a number of `ArrayFeatureType.ArrayDataType`, whose low half is its bits.
  fileprivate static func coreMLArray(_ code: Int) -> ElementType {
    switch code {
    case 65568: .float32
    case 65600: .float64
    case 65552: .float16
    case 131104: .int32
    case 131080: .int8
    default: .unknown
    }
  }

  /// The type of a number of `MIL.DataType`.
  package static func mil(_ code: Int) -> ElementType {
    let types: [Int: ElementType] = [
      1: .bool, 2: .string, 10: .float16, 11: .float32, 12: .float64, 13: .bfloat16, 21: .int8,
      22: .int16, 23: .int32, 24: .int64, 25: .int4, 31: .uint8, 32: .uint16, 33: .uint32,
      34: .uint64, 35: .uint4, 36: .uint2, 37: .uint1, 38: .uint6, 39: .uint3, 40: .float8e4m3fn,
      41: .float8e5m2,
    ]
    return types[code] ?? .unknown
  }
}
