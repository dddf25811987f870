/// An operator that has no fast kernel, run by its counting loops on copies of the tensors.
struct FastLoops: FastKernel {
  let kernel: any Kernel
  var parameters: [Storage] = []

  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    let copies = inputs.map { input in
      let map = FeatureMap(input.size)
      input.copy(to: map)
      return WatchedMap(map)
    }
    let result = FeatureMap(kernel.output)
    var task = KernelTask(copies, parameters, into: WatchedMap(result))
    // It is never cancelled, the only error there is.
    try? kernel.run(&task)
    output.copy(from: result)
  }
}
