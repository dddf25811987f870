"""The search by Ray Tune, with asynchronous successive halving."""
from networks import FOLDER, accuracy, candidates
from ray import init, tune


def train(config):
    for epochs in [2, 4, 8]:
        tune.report({"accuracy": accuracy(config["cell"], epochs, "work"), "epochs": epochs})


init(runtime_env={"env_vars": {"PYTHONPATH": FOLDER}})
halving = tune.schedulers.ASHAScheduler(
    time_attr="epochs", grace_period=2, reduction_factor=2, max_t=8)
tuner = tune.Tuner(
    tune.with_resources(train, {"cpu": 1}),
    param_space={"cell": tune.grid_search(candidates())},
    tune_config=tune.TuneConfig(metric="accuracy", mode="max", scheduler=halving))
best = tuner.fit().get_best_result()
print(best.config["cell"]["coefficients"], best.metrics["accuracy"])
