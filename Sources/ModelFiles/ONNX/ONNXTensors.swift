import Symbolic

// Tensors of ONNX files, and their types.

extension ElementType {
  /// The type of a number of `TensorProto.DataType`.
  package static func onnx(_ code: Int) -> ElementType {
    0..<onnxTypes.count ~= code ? onnxTypes[code] : .unknown
  }

  private static let onnxTypes: [ElementType] = [
    .unknown, .float32, .uint8, .int8, .uint16, .int16, .int32, .int64, .string, .bool, .float16,
    .float64, .uint32, .uint64, .complex64, .complex128, .bfloat16, .float8e4m3fn,
    .float8e4m3fnuz, .float8e5m2, .float8e5m2fnuz, .uint4, .int4, .float4e2m1, .float8e8m0,
    .uint2, .int2, .float6e2m3, .float6e3m2,
  ]
}

extension ONNXReader {
  // MARK: TensorProto

  func tensor(_ message: Protobuf) throws(Diagnostic) -> FileTensor {
    var tensor = FileTensor()
    var sizes: [Int] = []
    var values = Values()
    var (path, start, length): (String?, Int, Int?) = (nil, 0, nil)
    var isExternal = false
    var fields = message
    while let field = try fields.next() {
      switch field.number {
      case 1: try field.append(to: &sizes)
      case 2: tensor.element = .onnx(try field.integer)
      case 4: try values.addReals(field, width: 4)
      case 5, 7, 11: try values.addIntegers(field)
      case 8: tensor.name = try field.text
      case 9: values.data = .bytes(try field.bytes)
      case 10: try values.addReals(field, width: 8)
      case 13:
        switch try entry(try field.message) {
        case ("location", let value): path = value
        case ("offset", let value): start = try Self.number(value, field, in: message)
        case ("length", let value): length = try Self.number(value, field, in: message)
        default: break
        }
      case 14: isExternal = try field.integer == 1
      default: break
      }
    }
    if let size = sizes.first(where: { $0 < 0 }) {
      throw message.bytes.fault(
        "the constant \(quoted(tensor.name)) has the size \(size)", at: message.offset)
    }
    tensor.sizes = sizes.map { .known($0) }
    // A list of no elements need not have any of the fields.
    if case .absent = values.data, sizes.contains(0) { values.data = .integers([]) }
    tensor.data =
      isExternal ? .external(path: path ?? "", offset: start, count: length) : values.data
    return tensor
  }

  /// The values of a tensor in the fields that are not raw.
  private struct Values {
    var data = FileData.absent

    mutating func addIntegers(_ field: Protobuf.Field) throws(Diagnostic) {
      if case .absent = data, let packed = field.packed {
        data = .varints(packed)
        return
      }
      var integers: [Int] = []
      switch data {
      // Taken out, so that the array is not copied for each element.
      case .integers(let earlier): (integers, data) = (earlier, .absent)
      case .varints(let earlier): integers = try Protobuf.integers(earlier) ?? []
      default: break
      }
      try field.append(to: &integers)
      data = .integers(integers)
    }

    mutating func addReals(_ field: Protobuf.Field, width: Int) throws(Diagnostic) {
      if case .absent = data, let packed = field.packed {
        data = .bytes(packed)
        return
      }
      var reals: [Double] = []
      if case .reals(let earlier) = data { (reals, data) = (earlier, .absent) }
      try field.append(to: &reals, width: width)
      data = .reals(reals)
    }
  }

  private static func number(
    _ text: String, _ field: Protobuf.Field, in message: Protobuf
  ) throws(Diagnostic) -> Int {
    guard let number = Int(text), number >= 0 else {
      throw message.bytes.fault("\(quoted(text)) is no place in a file", at: field.offset)
    }
    return number
  }

  private func entry(_ message: Protobuf) throws(Diagnostic) -> (String, String) {
    var message = message
    var (key, value) = ("", "")
    while let field = try message.next() {
      switch field.number {
      case 1: key = try field.text
      case 2: value = try field.text
      default: break
      }
    }
    return (key, value)
  }

  // MARK: SparseTensorProto

  /// A sparse constant: its values in no order that matters here.
  func sparseTensor(_ message: Protobuf) throws(Diagnostic) -> FileTensor {
    var (values, sizes): (FileTensor, [Int]) = (FileTensor(), [])
    var fields = message
    while let field = try fields.next() {
      switch field.number {
      case 1: values = try tensor(try field.message)
      case 3: try field.append(to: &sizes)
      default: break
      }
    }
    var sparse = FileTensor(
      name: values.name, element: values.element, sizes: sizes.map { FileSize($0) }, data: .absent)
    sparse.sparsity = FileSparsity(
      order: [], blocks: [], levels: [.compressed(segments: 0, indices: values.count ?? 0)])
    return sparse
  }

  // MARK: ValueInfoProto, TypeProto

  func valueInfo(_ message: Protobuf) throws(Diagnostic) -> FileTensor {
    var tensor = FileTensor()
    var message = message
    while let field = try message.next() {
      switch field.number {
      case 1: tensor.name = try field.text
      case 2: (tensor.element, tensor.sizes) = try type(try field.message)
      default: break
      }
    }
    return tensor
  }

  private func type(_ message: Protobuf) throws(Diagnostic) -> (ElementType, [FileSize]?) {
    var message = message
    var (element, sizes): (ElementType, [FileSize]?) = (.unknown, nil)
    while let field = try message.next() {
      switch field.number {
      case 1, 8:
        var tensor = try field.message
        while let field = try tensor.next() {
          switch field.number {
          case 1: element = .onnx(try field.integer)
          case 2: sizes = try shape(try field.message)
          default: break
          }
        }
      case 4, 5, 7, 9: element = .other
      default: break
      }
    }
    return (element, sizes)
  }

  private func shape(_ message: Protobuf) throws(Diagnostic) -> [FileSize] {
    var message = message
    var sizes: [FileSize] = []
    while let field = try message.next() {
      guard field.number == 1 else { continue }
      var axis = try field.message
      var size = FileSize.unknown
      while let field = try axis.next() {
        switch field.number {
        case 1: size = FileSize(try field.integer)
        case 2:
          let name = try field.text
          // Some exporters name what they don't know so.
          size = name.isEmpty || name == "?" || name == "None" ? .unknown : .named(name)
        default: break
        }
      }
      sizes.append(size)
    }
    return sizes
  }
}
