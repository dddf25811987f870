import ModelFiles

/// Writes small ONNX files, by the field numbers of `onnx.proto`.
struct SmallONNX {
  var bytes: [UInt8] = []

  mutating func add(_ number: Int, _ value: Int) {
    bytes +=
      SmallONNX.varint(UInt64(number << 3)) + SmallONNX.varint(UInt64(bitPattern: Int64(value)))
  }

  mutating func add(_ number: Int, _ contents: [UInt8]) {
    bytes += SmallONNX.varint(UInt64(number << 3 | 2))
    bytes += SmallONNX.varint(UInt64(contents.count)) + contents
  }

  mutating func add(_ number: Int, _ text: String) { add(number, Array(text.utf8)) }

  static func varint(_ value: UInt64) -> [UInt8] {
    var (bytes, rest): ([UInt8], UInt64) = ([], value)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  // MARK: Messages

  static func message(_ fill: (inout SmallONNX) -> Void) -> [UInt8] {
    var message = SmallONNX()
    fill(&message)
    return message.bytes
  }

  /// A size is a number, a name, or nothing.
  enum Size: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    case number(Int), name(String)
    init(integerLiteral value: Int) { self = .number(value) }
    init(stringLiteral value: String) { self = .name(value) }
  }

  enum Attribute {
    case int(Int), ints([Int]), float(Float), text(String), graph([UInt8])
  }

  static func value(_ name: String, _ sizes: [Size], type: Int = 1) -> [UInt8] {
    let shape = message { shape in
      for size in sizes {
        let axis = message { axis in
          switch size {
          case .number(let number): axis.add(1, number)
          case .name(let name): axis.add(2, name)
          }
        }
        shape.add(1, axis)
      }
    }
    let tensor = message {
      $0.add(1, type); $0.add(2, shape)
    }
    return message {
      $0.add(1, name); $0.add(2, message { $0.add(1, tensor) })
    }
  }

  /// Weights that are not in the file.
  static func weights(_ name: String, _ sizes: [Int]) -> [UInt8] {
    message { tensor in
      for size in sizes { tensor.add(1, size) }
      tensor.add(2, 1)
      tensor.add(8, name)
    }
  }

  static func floats(_ name: String, _ sizes: [Int], _ values: [Float]) -> [UInt8] {
    message { tensor in
      for size in sizes { tensor.add(1, size) }
      tensor.add(2, 1)
      tensor.add(8, name)
      tensor.add(
        9,
        values.flatMap { value in
          (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
        })
    }
  }

  static func integers(_ name: String, _ values: [Int], scalar: Bool = false) -> [UInt8] {
    message { tensor in
      if !scalar { tensor.add(1, values.count) }
      tensor.add(2, 7)
      for value in values { tensor.add(7, value) }
      tensor.add(8, name)
    }
  }

  static func node(
    _ type: String, _ inputs: [String], _ outputs: [String],
    _ attributes: [String: Attribute] = [:],
    named name: String? = nil, domain: String = ""
  ) -> [UInt8] {
    message { node in
      for input in inputs { node.add(1, input) }
      for output in outputs { node.add(2, output) }
      node.add(3, name ?? outputs.first ?? "")
      node.add(4, type)
      for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
        let attribute = message { attribute in
          attribute.add(1, name)
          switch value {
          case .int(let value): attribute.add(3, value); attribute.add(20, 2)
          case .ints(let values):
            for value in values { attribute.add(8, value) }
            attribute.add(20, 7)
          case .float(let value):
            attribute.bytes += varint(2 << 3 | 5)
            attribute.bytes += (0..<4).map {
              UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0))
            }
            attribute.add(20, 1)
          case .text(let text): attribute.add(4, text); attribute.add(20, 3)
          case .graph(let graph): attribute.add(6, graph); attribute.add(20, 5)
          }
        }
        node.add(5, attribute)
      }
      if !domain.isEmpty { node.add(7, domain) }
    }
  }

  static func graph(
    inputs: [[UInt8]] = [], constants: [[UInt8]] = [], nodes: [[UInt8]], outputs: [String]
  ) -> [UInt8] {
    message { graph in
      for node in nodes { graph.add(1, node) }
      for constant in constants { graph.add(5, constant) }
      for input in inputs { graph.add(11, input) }
      for output in outputs { graph.add(12, message { $0.add(1, output) }) }
    }
  }

  static func model(_ graph: [UInt8], functions: [[UInt8]] = [], version: Int = 17) -> [UInt8] {
    message { model in
      model.add(1, 8)
      model.add(7, graph)
      model.add(8, message { $0.add(2, version) })
      for function in functions { model.add(25, function) }
    }
  }
}
