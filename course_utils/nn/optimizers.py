"""Optimizers: from the gradient of the loss to a step of the parameters, θ_t = θ_{t−1} − step.

All the parameters of a network are seen as one vector θ, and their gradients as one vector ∇C. `Optimizer.update` is
written once; each optimizer only says what its step is. Formulas, defaults and the place of ε are Keras', and so are
the trajectories.
"""

import numpy as np


class Optimizer:
    """What optimizers share. One instance serves one network: it remembers the past gradients.

    `learning_rate` (λ in the slides) may be changed between two updates; `n_updates` counts them.
    """

    memory = ()  # names of the vectors, like ∇C, that the optimizer keeps from one step to the next; zeros at first

    def __init__(self, learning_rate):
        self.learning_rate = learning_rate
        self.n_updates = 0

    def update(self, parameters, gradients):
        """Take one step: change the arrays `parameters` in place, given their `gradients` (two lists, same shapes).

        >>> theta = np.array([[1.0, 2.0]])
        >>> SGD(learning_rate=0.5).update([theta], [np.array([[2.0, -2.0]])])
        >>> theta
        array([[0., 3.]])
        """
        gradient = np.concatenate([array.ravel() for array in gradients])
        if self.n_updates == 0:
            for name in self.memory:
                setattr(self, name, np.zeros_like(gradient))
        self.n_updates += 1
        step = self._step(gradient)
        start = 0
        for parameter in parameters:
            end = start + parameter.size
            parameter -= step[start:end].reshape(parameter.shape)
            start = end

    def _step(self, gradient):
        """What to subtract from θ, a vector like `gradient`."""
        raise NotImplementedError


class SGD(Optimizer):
    """Gradient descent: step = λ ∇C. On mini-batches it is stochastic, hence its name."""

    def __init__(self, learning_rate=0.01):
        super().__init__(learning_rate)

    def _step(self, gradient):
        return self.learning_rate * gradient


class Momentum(Optimizer):
    """Descent with inertia: v ← μ v + λ ∇C, step = v. (Polyak, 1964; Keras' `SGD(momentum=μ)`.)"""

    memory = ("velocity",)

    def __init__(self, learning_rate=0.01, momentum=0.9):
        super().__init__(learning_rate)
        self.momentum = momentum

    def _step(self, gradient):
        self.velocity = self.momentum * self.velocity + self.learning_rate * gradient
        return self.velocity


class RMSprop(Optimizer):
    """Each component has its own scale: s ← ρ s + (1 − ρ) (∇C)², step = λ ∇C / √(s + ε). (Hinton & Tieleman, 2012.)"""

    memory = ("mean_square",)

    def __init__(self, learning_rate=0.001, rho=0.9, eps=1e-7):
        super().__init__(learning_rate)
        self.rho, self.eps = rho, eps

    def _step(self, gradient):
        self.mean_square += (1 - self.rho) * (gradient**2 - self.mean_square)
        return self.learning_rate * gradient / np.sqrt(self.mean_square + self.eps)


class Adam(Optimizer):
    """Inertia and scale together: m ← β₁ m + (1 − β₁) ∇C, s ← β₂ s + (1 − β₂) (∇C)², step = λ_t m / (√s + ε).

    Both means start from zero, so are too small at first; λ_t = λ √(1 − β₂^t) / (1 − β₁^t) makes up for it. (Kingma &
    Ba, 2015, the order of operations given at the end of their section 2.)
    """

    memory = ("mean", "mean_square")

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, eps=1e-7):
        super().__init__(learning_rate)
        self.beta_1, self.beta_2, self.eps = beta_1, beta_2, eps

    def _step(self, gradient):
        self.mean += (1 - self.beta_1) * (gradient - self.mean)
        self.mean_square += (1 - self.beta_2) * (gradient**2 - self.mean_square)
        correction = np.sqrt(1 - self.beta_2**self.n_updates) / (1 - self.beta_1**self.n_updates)
        return self.learning_rate * correction * self.mean / (np.sqrt(self.mean_square) + self.eps)
