"""The literature behind the methods, as the page lists it."""

from __future__ import annotations

REFERENCES: tuple[str, ...] = (
    "Aalen, O. O. & Johansen, S. (1978). An empirical transition matrix for non-homogeneous Markov chains based "
    "on censored observations. Scandinavian Journal of Statistics 5, 141-150.",
    "Agresti, A. & Coull, B. A. (1998). Approximate is better than exact for interval estimation of binomial "
    "proportions. The American Statistician 52, 119-126.",
    "Bakeman, R. & Quera, V. (2011). Sequential analysis and observational methods for the behavioral sciences. "
    "Cambridge University Press.",
    "Barndorff-Nielsen, O. E. (1983). On a formula for the distribution of the maximum likelihood estimator. "
    "Biometrika 70, 343-365.",
    "Barndorff-Nielsen, O. E. (1986). Inference on full or partial parameters based on the standardized signed log "
    "likelihood ratio. Biometrika 73, 307-322.",
    "Benjamini, Y. & Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal Statistical "
    "Society B 57, 289-300.",
    "Bouma, G. (2009). Normalized (pointwise) mutual information in collocation extraction. Proceedings of GSCL, "
    "31-40.",
    "Breslow, N. E. & Day, N. E. (1980). Statistical methods in cancer research I: the analysis of case-control "
    "studies. IARC.",
    "Chung, E. & Romano, J. P. (2013). Exact and asymptotically robust permutation tests. Annals of Statistics "
    "41, 484-507.",
    "Clopper, C. J. & Pearson, E. S. (1934). The use of confidence or fiducial limits illustrated in the case of the "
    "binomial. Biometrika 26, 404-413.",
    "Danescu-Niculescu-Mizil, C., Lee, L., Pang, B. & Kleinberg, J. (2012). Echoes of power: language effects and"
    " power differences in social interaction. Proceedings of WWW, 699-708.",
    "Efron, B. (1987). Better bootstrap confidence intervals. Journal of the American Statistical Association 82,"
    " 171-185.",
    "Efron, B. & Morris, C. (1975). Data analysis using Stein's estimator and its generalizations. Journal of the "
    "American Statistical Association 70, 311-319.",
    "Egami, N., Hinck, M., Stewart, B. & Wei, H. (2023). Using imperfect surrogates for downstream inference: "
    "design-based supervised learning. Advances in Neural Information Processing Systems 36.",
    "Eye, A. von (2002). Configural frequency analysis: methods, models, and applications. Lawrence Erlbaum.",
    "Fisher, R. A. (1935). The design of experiments. Oliver & Boyd.",
    "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high agreement. "
    "British Journal of Mathematical and Statistical Psychology 61, 29-48.",
    "Hartigan, J. A. (1969). Using subsample values as typical values. Journal of the American Statistical Association "
    "64, 1303-1317.",
    "Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics"
    " 6, 65-70.",
    "Korn, E. L. & Graubard, B. I. (1998). Confidence intervals for proportions with small expected number of "
    "positive counts estimated from survey data. Survey Methodology 24, 193-201.",
    "Krippendorff, K. (2018). Content analysis: an introduction to its methodology, 4th ed. Sage.",
    "Mancl, L. A. & DeRouen, T. A. (2001). A covariance estimator for GEE with improved small-sample properties. "
    "Biometrics 57, 126-134.",
    "Mantel, N. & Haenszel, W. (1959). Statistical aspects of the analysis of data from retrospective studies of "
    "disease. Journal of the National Cancer Institute 22, 719-748.",
    "Monroe, B. L., Colaresi, M. P. & Quinn, K. M. (2008). Fightin' words: lexical feature selection and "
    "evaluation for identifying the content of political conflict. Political Analysis 16, 372-403.",
    "Phipson, B. & Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical Applications in "
    "Genetics and Molecular Biology 9, 39.",
    "Robins, J., Breslow, N. & Greenland, S. (1986). Estimators of the Mantel-Haenszel variance consistent in "
    "both sparse data and large-strata limiting models. Biometrics 42, 311-323.",
    "Simonsohn, U., Simmons, J. P. & Nelson, L. D. (2020). Specification curve analysis. Nature Human Behaviour "
    "4, 1208-1214.",
)
