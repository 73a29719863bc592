"""A mountain for reinforcement learning: a map, what a step does, and the gains that only the map's owner can compute.

One cell is a state; the four actions are steps to the north, south, west and east. One step in ten slips in a random
direction. The rewards are +10 at the refuge, −10 in a crevasse, −0.2 a step (chapter 1, « Par renforcement »).
"""

import numpy as np

MAP = ["........", ".##...X.", ".X..#...", "....#...", "D.X...XR"]  # D start, R refuge, X crevasse, # rock
MOVES = [(-1, 0), (1, 0), (0, -1), (0, 1)]
GAMMA = 0.97
SLIP = 0.1
CELLS = {(i, j): kind for i, row in enumerate(MAP) for j, kind in enumerate(row) if kind != "#"}
INDEX = {cell: number for number, cell in enumerate(CELLS)}
KINDS = list(CELLS.values())
START = KINDS.index("D")
FINAL = np.array([kind in "RX" for kind in KINDS])
_NEXT = np.array([[INDEX.get((i + di, j + dj), INDEX[i, j]) for di, dj in MOVES] for i, j in CELLS])
_REWARD = np.array([{"R": 10.0, "X": -10.0}.get(kind, -0.2) for kind in KINDS])  # on arriving in the cell


def step(state, action, rng):
    """Act: the new state and the reward. Sometimes the mountain decides otherwise."""
    if rng.random() < SLIP:
        action = rng.integers(4)
    new = _NEXT[state, action]
    return new, _REWARD[new]


def expected_gain(policy):
    """What a policy (an action a state) earns on average from the start: exact, from the map that it ignores."""
    towards = (1 - SLIP) * np.eye(4)[policy] + SLIP / 4
    transition = np.zeros((len(KINDS), len(KINDS)))
    for action in range(4):
        np.add.at(transition, (np.arange(len(KINDS)), _NEXT[:, action]), towards[:, action])
    transition[FINAL] = 0
    return np.linalg.solve(np.eye(len(KINDS)) - GAMMA * transition, transition @ _REWARD)[START]


def best_gain():
    """The best that can be earned on average from the start, map in hand (value iteration)."""
    values = np.zeros(len(KINDS))
    for _ in range(500):
        promises = _REWARD[_NEXT] + GAMMA * np.where(FINAL[_NEXT], 0, values[_NEXT])
        promises = (1 - SLIP) * promises + SLIP * promises.mean(axis=1, keepdims=True)
        values = np.where(FINAL, 0, promises.max(axis=1))
    return values[START]
