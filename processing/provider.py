"""The list of algorithms: adding one is one file and one line here."""

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .algorithm import RESOURCES
from .algorithms.integrated_maps.chain_report import ChainReportAlgorithm
from .algorithms.integrated_maps.compare_bundles import CompareBundlesAlgorithm
from .algorithms.integrated_maps.export_atlas import ExportAtlasAlgorithm
from .algorithms.integrated_maps.export_map import ExportMapAlgorithm
from .algorithms.integrated_maps.export_web_map import ExportWebMapAlgorithm
from .algorithms.integrated_maps.integrated_map import IntegratedMapAlgorithm
from .algorithms.integrated_maps.repeat_bundle import RepeatBundleAlgorithm
from .algorithms.smart_collaboration.map_coalitions import MapCoalitionsAlgorithm
from .algorithms.smart_data.check_services import CheckServicesAlgorithm
from .algorithms.smart_data.create_demo_city import CreateDemoCityAlgorithm
from .algorithms.smart_data.harvest_catalogue import HarvestCatalogueAlgorithm
from .algorithms.smart_data.load_layers import LoadLayersAlgorithm
from .algorithms.smart_data.publish_layer import PublishLayerAlgorithm
from .algorithms.smart_data.repair_project import RepairProjectAlgorithm
from .algorithms.smart_data.restore_version import RestoreVersionAlgorithm
from .algorithms.smart_data.sync_store import SyncStoreAlgorithm
from .algorithms.smart_organising.recluster_bbc import ReclusterBbcAlgorithm
from .algorithms.smart_planning.aggregate_to_units import AggregateToUnitsAlgorithm
from .algorithms.smart_planning.allocate_envelope import AllocateEnvelopeAlgorithm
from .algorithms.smart_planning.challenge_clusters import ChallengeClustersAlgorithm
from .algorithms.smart_planning.challenge_index import ChallengeIndexAlgorithm
from .algorithms.smart_planning.challenge_sensitivity import ChallengeSensitivityAlgorithm
from .algorithms.smart_planning.compare_clusters import CompareClustersAlgorithm
from .algorithms.smart_planning.compare_scenarios import CompareScenariosAlgorithm
from .algorithms.smart_planning.facility_access import FacilityAccessAlgorithm
from .algorithms.smart_planning.find_shared_sites import FindSharedSitesAlgorithm
from .algorithms.smart_planning.multi_use_hours import MultiUseHoursAlgorithm
from .algorithms.smart_planning.overlay_clusters import OverlayClustersAlgorithm
from .algorithms.smart_planning.overlay_layers import OverlayLayersAlgorithm
from .algorithms.smart_planning.project_demand import ProjectDemandAlgorithm

ALGORITHMS = (
    CheckServicesAlgorithm,
    CreateDemoCityAlgorithm,
    HarvestCatalogueAlgorithm,
    LoadLayersAlgorithm,
    PublishLayerAlgorithm,
    RepairProjectAlgorithm,
    RestoreVersionAlgorithm,
    SyncStoreAlgorithm,
    AggregateToUnitsAlgorithm,
    AllocateEnvelopeAlgorithm,
    ChallengeClustersAlgorithm,
    ChallengeIndexAlgorithm,
    ChallengeSensitivityAlgorithm,
    CompareClustersAlgorithm,
    CompareScenariosAlgorithm,
    FacilityAccessAlgorithm,
    FindSharedSitesAlgorithm,
    MultiUseHoursAlgorithm,
    OverlayClustersAlgorithm,
    OverlayLayersAlgorithm,
    ProjectDemandAlgorithm,
    MapCoalitionsAlgorithm,
    ReclusterBbcAlgorithm,
    ChainReportAlgorithm,
    ExportMapAlgorithm,
    ExportAtlasAlgorithm,
    ExportWebMapAlgorithm,
    IntegratedMapAlgorithm,
    RepeatBundleAlgorithm,
    CompareBundlesAlgorithm,
)


class OpgavenkaartProvider(QgsProcessingProvider):
    """The provider ``opgavenkaart``."""

    def id(self):
        return "opgavenkaart"

    def name(self):
        return "Opgavenkaart"

    def icon(self):
        return QIcon(str(RESOURCES / "icons" / "opgavenkaart.svg"))

    def loadAlgorithms(self):
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
