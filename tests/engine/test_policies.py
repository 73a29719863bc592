"""What a cell sets for all that follows costs no point: TP2's right answers among the policies that outlive a cell."""

from dataclasses import replace

import engine_lab
import pytest

from course_admin.answers import answers

RIGHT = ("ex1_standard_scaler", "ex2_softmax", "ex3_mae_mse", "ex4_logits_sous_classe", "ex5_boucle",
         "ex6_les_deux_parts", "ex7_choice", "ex8_loops", "ex9_classe_enveloppe")  # fmt: skip
POLICIES = {
    "float16": "keras.mixed_precision.set_global_policy('mixed_float16')",
    "floatx": "keras.config.set_floatx('float16')\nkeras.config.set_epsilon(1e-2)",
    "others": """import os, random, sys, warnings
import numpy as np, tensorflow as tf
tf.config.run_functions_eagerly(True)
tf.random.set_seed(0); np.random.seed(0); random.seed(0)
np.seterr(all='raise'); np.set_printoptions(precision=1)
warnings.filterwarnings('error')
os.chdir('/tmp')
keras.backend.set_image_data_format('channels_first')
sys.setrecursionlimit(3000)""",
}


@pytest.mark.slow
@pytest.mark.parametrize("policy", POLICIES)
def test_no_mark_depends_on_a_policy_left_behind(policy, tmp_path):
    bank = {answer.name: answer for answer in answers("tp2")}
    chosen = [bank[name] for name in RIGHT]
    first = chosen[0]
    chosen[0] = replace(first, source=f"import keras\n{POLICIES[policy]}\n{first.source}")
    results = engine_lab.mark_answers("tp2", chosen, tmp_path, {9: "best_model_1"})
    told = [(verdict.grade_id, verdict.status, verdict.message) for verdict in results.verdicts]
    assert [status for _, status, _ in told] == ["passed"] * len(RIGHT), told
