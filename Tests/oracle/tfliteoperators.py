"""Writes operators.tflite, a file with as many of TFLite's operators as networks use, and quantized ones, into
Tests/ModelFilesTests/Fixtures.

    pip install tensorflow-cpu==2.21.0
    python tfliteoperators.py Tests/ModelFilesTests/Fixtures/files

TensorFlow's converter states the sizes of every tensor, which the tests compare with those that we work out.
"""

import pathlib
import sys

import numpy
import tensorflow as tf

rng = numpy.random.default_rng(1)


def weights(*sizes):
    return tf.constant(rng.standard_normal(sizes), tf.float32)


@tf.function(input_signature=[
    tf.TensorSpec([2, 7, 9, 6], name="image"), tf.TensorSpec([2, 7, 9], name="sequence"),
    tf.TensorSpec([1, 4, 5, 6, 2], name="volume"), tf.TensorSpec([2, 5], tf.int32, name="tokens")])
def operators(x, s, v, t):
    made = [tf.nn.conv2d(x, weights(3, 5, 6, 8), (2, 1), "SAME"), tf.nn.conv2d(x, weights(3, 3, 6, 8), 1, "VALID", dilations=2)]
    made += [tf.nn.conv2d(x, weights(3, 3, 3, 8), 2, [[0, 0], [1, 1], [2, 0], [0, 0]])]
    made += [tf.nn.depthwise_conv2d(x, weights(3, 3, 6, 2), (1, 2, 2, 1), "SAME"), tf.nn.relu6(tf.nn.bias_add(x, weights(6)))]
    made += [tf.nn.depthwise_conv2d(x, weights(3, 3, 6, 1), (1, 1, 1, 1), "VALID", dilations=(2, 2))]
    made += [tf.nn.conv2d_transpose(x, weights(4, 4, 8, 6), (2, 14, 18, 8), 2, "SAME")]
    made += [tf.nn.conv2d_transpose(x, weights(3, 3, 8, 6), (2, 15, 19, 8), 2, "VALID")]
    made += [tf.nn.conv3d(v, weights(2, 3, 3, 2, 4), (1, 1, 2, 1, 1), "SAME"), tf.nn.conv1d(s, weights(3, 9, 4), 2, "SAME")]
    made += [tf.nn.conv3d_transpose(v, weights(2, 2, 2, 3, 2), (1, 8, 10, 12, 3), 2, "SAME")]
    made += [tf.nn.max_pool2d(x, 3, 2, "SAME"), tf.nn.avg_pool2d(x, (2, 3), (1, 2), "VALID"), tf.nn.relu(x), tf.nn.relu6(x)]
    made += [tf.image.resize(x, (5, 6)), tf.image.resize(x, (14, 18), "nearest"), tf.nn.depth_to_space(x[..., :4], 2)]
    made += [tf.nn.space_to_depth(x[:, :6, :8], 2), tf.space_to_batch(x, [2, 3], [[1, 0], [0, 0]])]
    made += [tf.batch_to_space(tf.tile(x, [3, 1, 1, 1]), [3, 2], [[1, 1], [2, 0]]), tf.nn.local_response_normalization(x)]
    made += [tf.matmul(tf.reshape(s, [14, 9]), weights(9, 5)), tf.matmul(s, s, transpose_b=True), tf.matmul(s, weights(9, 3))]
    made += [tf.einsum("bij,bkj->bik", s, s), x + 1, 2 - x, x * weights(6), x / 3, tf.pow(x, 2.5), tf.maximum(x, weights(9, 1)), tf.minimum(x, 1)]
    made += [tf.math.floordiv(x, 2.0), tf.math.floormod(x, 2.0), tf.math.squared_difference(x, weights(6)), tf.where(x > 0, x, 0.0)]
    made += [tf.cast(x > 1, tf.float32), tf.math.logical_and(x > 0, x < 1), tf.equal(x, 1.0), tf.math.logical_not(x > 0)]
    made += [tf.nn.leaky_relu(x), tf.nn.elu(x), tf.sigmoid(x), tf.tanh(x), tf.nn.gelu(x), x * tf.nn.relu6(x + 3) / 6]
    made += [tf.exp(x), tf.math.log(x), tf.sqrt(x), tf.math.rsqrt(x), tf.square(x), tf.abs(x), -x, tf.sign(x), tf.math.ceil(x)]
    made += [tf.floor(x), tf.round(x), tf.sin(x), tf.cos(x), tf.nn.softmax(x), tf.nn.log_softmax(x), tf.cumsum(s, 1)]
    made += [tf.reduce_mean(x, (1, 2)), tf.reduce_sum(x, -1, keepdims=True), tf.reduce_max(x, 1), tf.reduce_min(x), tf.reduce_prod(x, 2)]
    made += [tf.reduce_any(x > 0, 1), tf.reduce_all(x > 0, 1), tf.argmax(x, -1), tf.argmin(x, 1), tf.math.l2_normalize(s, -1)]
    made += [tf.reshape(x, [2, -1, 6]), tf.squeeze(x[:1], 0), tf.expand_dims(x, 2), tf.transpose(x, [0, 3, 1, 2]), tf.concat([x, x], 1)]
    made += [tf.stack([s, s], 1), *tf.unstack(s, axis=0), *tf.split(x, 3, -1), *tf.split(x, [1, 5], 3), tf.slice(s, [0, 1, 2], [2, -1, 3])]
    made += [x[:, 1:-1, ::2], x[:, -1], s[..., tf.newaxis, :], s[::-1], x[1, ..., 2], tf.reverse(s, [1]), tf.pad(x, [[0, 0], [1, 0], [0, 2], [0, 0]])]
    made += [tf.pad(s, [[0, 0], [1, 1], [0, 0]], constant_values=1), tf.pad(x, [[0, 0], [1, 2], [2, 1], [0, 0]], "REFLECT")]
    made += [tf.pad(x, [[0, 0], [1, 1], [0, 1], [0, 0]], "SYMMETRIC"), tf.tile(s, [1, 2, 1]), tf.broadcast_to(x[:1], [4, 7, 9, 6])]
    made += [tf.gather(weights(11, 5), t), tf.gather(s, t[0], axis=1), tf.gather(s, t, batch_dims=1), tf.gather_nd(s, t[:, :2] % 2)]
    made += [tf.one_hot(t, 11), *tf.math.top_k(s, 3), tf.scatter_nd(t[:, :1], s, [7, 7, 9]), tf.cast(t, tf.float32)]
    made += [tf.fill([2, 7, 1], 2.0) * s, tf.reshape(s, tf.concat([tf.shape(s)[:1], [-1]], 0)), tf.zeros_like(s) + s]
    made += [tf.cond(tf.reduce_sum(s) > 0, lambda: s + 1, lambda: s + 2)]
    return made


def network(kind):
    """A small network, quantized."""
    image = tf.keras.Input((16, 16, 3), 1)
    x = tf.keras.layers.Conv2D(8, 3, 2, "same", activation="relu6")(image)
    x = tf.keras.layers.add([x, tf.keras.layers.DepthwiseConv2D(3, padding="same")(x)])
    if kind != "int16":
        x = tf.keras.layers.PReLU(shared_axes=[1, 2])(x)
    x = tf.keras.layers.Dense(5, activation="softmax")(tf.keras.layers.GlobalAveragePooling2D()(x))
    converter = tf.lite.TFLiteConverter.from_keras_model(tf.keras.Model(image, x))
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    if kind == "fp16":
        converter.target_spec.supported_types = [tf.float16]
    else:
        converter.representative_dataset = lambda: ([rng.standard_normal((1, 16, 16, 3)).astype("float32")] for _ in range(8))
        converter.target_spec.supported_ops = [
            tf.lite.OpsSet.TFLITE_BUILTINS_INT8 if kind == "int8"
            else tf.lite.OpsSet.EXPERIMENTAL_TFLITE_BUILTINS_ACTIVATIONS_INT16_WEIGHTS_INT8]
    return converter.convert()


def recurrent():
    """Recurrent layers, which Keras exports as loops."""
    sequence = tf.keras.Input((7, 9), 1)
    x = tf.keras.layers.LSTM(4, return_sequences=True)(sequence)
    x = tf.keras.layers.Bidirectional(tf.keras.layers.LSTM(3))(x)
    x = tf.keras.layers.GRU(5)(tf.keras.layers.Reshape((6, 1))(x))
    return tf.lite.TFLiteConverter.from_keras_model(tf.keras.Model(sequence, x)).convert()


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    converter = tf.lite.TFLiteConverter.from_concrete_functions([operators.get_concrete_function()], operators)
    (folder / "operators.tflite").write_bytes(converter.convert())
    for kind in ["int8", "int16", "fp16"]:
        (folder / f"quantized_{kind}.tflite").write_bytes(network(kind))
    (folder / "operators_recurrent.tflite").write_bytes(recurrent())
