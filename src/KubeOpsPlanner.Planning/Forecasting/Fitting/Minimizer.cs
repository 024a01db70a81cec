using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace KubeOpsPlanner.Planning.Forecasting.Fitting;

/// <summary>Unconstrained minimisation of smooth functions of a few variables: BFGS with numerical gradients.</summary>
internal static class Minimizer
{
    /// <summary>About the cube root of the machine's precision, where central differences are most exact.</summary>
    private const double CentralStep = 1e-5;

    /// <summary>About its square root, where forward differences are.</summary>
    private const double ForwardStep = 1e-8;

    /// <summary>Stands for "outside the domain"; finite, so that a line search can step back from it.</summary>
    private const double Outside = 1e100;

    /// <summary>The best point that was visited, which is at least as good as the start.</summary>
    /// <param name="isCentral">Central differences see slopes that forward ones take for none, and cost twice as much.</param>
    public static (double[] Point, double Value) Minimize(
        Func<double[], double> function, double[] start, int maximumIterations = 100, bool isCentral = true)
    {
        var best = (Point: start, Value: Evaluate(start));
        if (start.Length == 0 || best.Value >= Outside) return best;
        var last = best;
        var objective = ObjectiveFunction.Gradient(point => Visit(point.AsArray() ?? point.ToArray()), Gradient);
        try
        {
            new BfgsMinimizer(1e-6, 1e-8, 1e-10, maximumIterations).FindMinimum(objective, Vector<double>.Build.DenseOfArray(start));
        }
        catch (OptimizationException)
        {
            // It stops like this at flat or kinked places too; what it has visited so far still counts.
        }

        return best;

        double Visit(double[] point)
        {
            last = ([.. point], Evaluate(point));
            if (last.Value < best.Value) best = last;
            return last.Value;
        }

        Vector<double> Gradient(Vector<double> at)
        {
            var point = at.ToArray();
            var middle = isCentral ? 0 : point.AsSpan().SequenceEqual(last.Point) ? last.Value : Evaluate(point);
            var gradient = new double[point.Length];
            for (var i = 0; i < point.Length; i++) gradient[i] = isCentral ? Central(point, i) : Forward(point, i, middle);
            return Vector<double>.Build.DenseOfArray(gradient);
        }

        double Forward(double[] point, int i, double middle)
        {
            var (at, above) = (point[i], Shifted(point, i, ForwardStep));
            return (above - middle) / (at + ForwardStep - at);
        }

        double Central(double[] point, int i) => (Shifted(point, i, CentralStep) - Shifted(point, i, -CentralStep)) / (2 * CentralStep);

        double Shifted(double[] point, int i, double step)
        {
            var middle = point[i];
            point[i] = middle + step;
            var value = Evaluate(point);
            point[i] = middle;
            return value;
        }

        double Evaluate(double[] point)
        {
            var value = function(point);
            return double.IsFinite(value) ? Math.Min(value, Outside) : Outside;
        }
    }
}
