/// The layers of a network in an order that does not depend on how its file lists them: from the
/// outputs back, each layer right after what it reads.
///
/// Of what is added or multiplied, the longest branch comes first, as the order there is of no
/// consequence; other layers keep the order of their inputs.
func structuralOrder(_ layers: [ComparedLayer]) -> [Int] {
  var depths = [Int](repeating: 1, count: layers.count)
  var isRead = [Bool](repeating: false, count: layers.count)
  for (index, layer) in layers.enumerated() {
    for source in layer.inputs where source >= 0 && source < index {
      depths[index] = max(depths[index], depths[source] + 1)
      isRead[source] = true
    }
  }
  var order: [Int] = []
  order.reserveCapacity(layers.count)
  var isVisited = isRead.map { _ in false }
  // A list instead of recursion, so that no network is too deep for the stack.
  var open = layers.indices.filter { !isRead[$0] }.reversed().map { (layer: $0, isDone: false) }
  while let (index, isDone) = open.popLast() {
    if isDone {
      order.append(index)
      continue
    }
    guard !isVisited[index] else { continue }
    isVisited[index] = true
    open.append((index, true))
    var sources = layers[index].inputs.filter { $0 >= 0 && $0 < index }
    if ["add", "multiply"].contains(layers[index].operation) {
      sources = sources.enumerated().sorted {
        (-depths[$0.element], $0.offset) < (-depths[$1.element], $1.offset)
      }.map(\.element)
    }
    open += sources.reversed().map { ($0, false) }
  }
  return order
}
