using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace KubeOpsPlanner.Planning.Forecasting.Fitting;

/// <summary>Unconstrained minimisation of smooth functions of a few variables: BFGS with central differences.</summary>
internal static class Minimizer
{
    /// <summary>About the cube root of the machine's precision, where central differences are most exact.</summary>
    private const double Step = 1e-5;

    /// <summary>Stands for "outside the domain"; finite, so that a line search can step back from it.</summary>
    private const double Outside = 1e100;

    /// <summary>The best point that was visited, which is at least as good as the start.</summary>
    public static (double[] Point, double Value) Minimize(Func<double[], double> function, double[] start, int maximumIterations = 100)
    {
        var best = (Point: start, Value: Evaluate(start));
        if (start.Length == 0 || best.Value >= Outside) return best;
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
            var value = Evaluate(point);
            if (value < best.Value) best = ([.. point], value);
            return value;
        }

        Vector<double> Gradient(Vector<double> at)
        {
            var point = at.ToArray();
            var gradient = new double[point.Length];
            for (var i = 0; i < point.Length; i++)
            {
                var middle = point[i];
                point[i] = middle + Step;
                var above = Evaluate(point);
                point[i] = middle - Step;
                var below = Evaluate(point);
                point[i] = middle;
                gradient[i] = (above - below) / (2 * Step);
            }

            return Vector<double>.Build.DenseOfArray(gradient);
        }

        double Evaluate(double[] point)
        {
            var value = function(point);
            return double.IsFinite(value) ? Math.Min(value, Outside) : Outside;
        }
    }
}
